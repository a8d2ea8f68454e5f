import type { ObjectRule } from "../rule.js";

/**
 * `force: true` committed: whenever an immutable field changes, the object is deleted and made anew, without a
 * question.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#force
 */
export const forceEnabled: ObjectRule = {
  code: "force-enabled",
  kinds: ["Kustomization"],
  *check({ spec }) {
    if (spec.force !== true) return;
    yield {
      pointer: "/spec/force",
      message: "spec.force is on: objects whose immutable fields change are deleted and made anew.",
      hint: "Annotate the one object with kustomize.toolkit.fluxcd.io/force: enabled, and remove spec.force.",
    };
  },
};
