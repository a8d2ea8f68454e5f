import { parseGoDuration } from "../../objects/go-duration.js";
import { asArray, asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * A Kustomization that waits for health as long as its interval or longer: while it waits, a failing revision
 * keeps the next one out.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#timeout
 */
export const timeoutExceedsInterval: ObjectRule = {
  code: "timeout-exceeds-interval",
  kinds: ["Kustomization"],
  *check({ spec }) {
    if (spec.wait !== true && asArray(spec.healthChecks).length === 0) return;
    const timeout = parseGoDuration(asString(spec.timeout) ?? "");
    const interval = parseGoDuration(asString(spec.interval) ?? "");
    if (timeout === undefined || interval === undefined || timeout < interval || interval === 0) return;
    yield {
      pointer: "/spec/timeout",
      message: `spec.timeout (${spec.timeout}) is not below spec.interval (${spec.interval}); a failing health check blocks the next run.`,
      hint: "Set a timeout below the interval.",
    };
  },
};
