import { parseGoDuration } from "../../objects/go-duration.js";
import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

const HOUR = 60 * 60_000;

/**
 * A Kustomization with an interval of more than an hour and none for retries: after a failure it waits the long one.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#retry-interval
 */
export const retryIntervalMissing: ObjectRule = {
  code: "retry-interval-missing",
  kinds: ["Kustomization"],
  *check({ spec }) {
    const interval = parseGoDuration(asString(spec.interval) ?? "");
    if (spec.retryInterval !== undefined || interval === undefined || interval <= HOUR) return;
    yield {
      pointer: "/spec/interval",
      message: `After a failure the next try comes in ${spec.interval}, since spec.retryInterval is not set.`,
      hint: 'Set spec.retryInterval, such as "2m".',
    };
  },
};
