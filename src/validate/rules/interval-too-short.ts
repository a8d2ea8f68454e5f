import { parseGoDuration } from "../../objects/go-duration.js";
import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

const MINUTE = 60_000;

/**
 * An interval below a minute, which for a whole build and apply costs more than it gives, or of zero, with which
 * the controller never comes back by itself.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#interval
 */
export const intervalTooShort: ObjectRule = {
  code: "interval-too-short",
  kinds: "flux",
  *check({ spec, flux }) {
    const interval = asString(spec.interval);
    const length = interval === undefined ? undefined : parseGoDuration(interval);
    if (length === undefined) return;
    const applies = flux === "Kustomization" || flux === "HelmRelease";
    if (length === 0) {
      const message = `spec.interval is ${interval}: ${flux} is not looked at again by itself.`;
      yield { pointer: "/spec/interval", message, hint: 'Set an interval such as "10m".' };
    } else if (applies && length < MINUTE) {
      const message = `spec.interval is ${interval}; Flux asks for at least 60s.`;
      const hint = "Set at least 1m; a Receiver brings changes at once without a short interval.";
      yield { pointer: "/spec/interval", message, hint };
    }
  },
};
