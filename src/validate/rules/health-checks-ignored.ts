import { asArray } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * Health checks beside `wait: true`, which waits for everything and leaves the list unread.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#wait
 */
export const healthChecksIgnored: ObjectRule = {
  code: "health-checks-ignored",
  kinds: ["Kustomization"],
  *check({ spec }) {
    if (spec.wait !== true || asArray(spec.healthChecks).length === 0) return;
    yield {
      pointer: "/spec/healthChecks",
      part: "key",
      message: "spec.healthChecks is ignored, since spec.wait is true.",
      hint: "Remove one of the two.",
    };
  },
};
