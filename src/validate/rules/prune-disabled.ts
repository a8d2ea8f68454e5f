import type { ObjectRule } from "../rule.js";

/**
 * `prune: false`: what is removed from git stays in the cluster, owned by nobody.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
 */
export const pruneDisabled: ObjectRule = {
  code: "prune-disabled",
  kinds: ["Kustomization"],
  *check({ spec }) {
    if (spec.prune !== false) return;
    yield {
      pointer: "/spec/prune",
      message: "spec.prune is off: objects removed from git stay in the cluster.",
      hint: "Set prune: true, and protect single objects with kustomize.toolkit.fluxcd.io/prune: disabled.",
    };
  },
};
