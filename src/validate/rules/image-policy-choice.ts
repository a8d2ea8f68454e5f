import { isJsonObject } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

const ORDERS = ["semver", "alphabetical", "numerical"];

/**
 * An image policy must say by which one order the newest tag is found.
 *
 * @see https://fluxcd.io/flux/components/image/imagepolicies/#policy
 */
export const imagePolicyChoice: ObjectRule = {
  code: "image-policy-choice",
  kinds: ["ImagePolicy"],
  *check({ spec, scope }) {
    if (scope.isFragmentary || !isJsonObject(spec.policy)) return;
    const { policy } = spec;
    const chosen = ORDERS.filter((order) => policy[order] !== undefined && policy[order] !== null);
    if (chosen.length === 1) return;
    yield {
      pointer: "/spec/policy",
      part: "key",
      message:
        chosen.length === 0
          ? "spec.policy names no order."
          : `spec.policy names ${chosen.join(" and ")}; one order is expected.`,
      hint: `Set one of ${ORDERS.join(", ")}.`,
    };
  },
};
