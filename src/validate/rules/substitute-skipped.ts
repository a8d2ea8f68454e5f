import { asArray, asObject } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * `postBuild` without any variable: Flux skips substitution, and `${name:=default}` stays as it is written.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export const substituteSkipped: ObjectRule = {
  code: "substitute-skipped",
  kinds: ["Kustomization"],
  *check({ spec }) {
    const { substitute, substituteFrom, substituteStrategy } = asObject(spec.postBuild);
    if (spec.postBuild === undefined || substituteStrategy === "Always") return;
    if (Object.keys(asObject(substitute)).length > 0 || asArray(substituteFrom).length > 0) return;
    yield {
      pointer: "/spec/postBuild",
      part: "key",
      message: "spec.postBuild sets no variable, so Flux substitutes nothing, not even defaults.",
      hint: "Set substituteStrategy: Always, or remove postBuild.",
    };
  },
};
