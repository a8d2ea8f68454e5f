import type { ObjectRule } from "../rule.js";

/**
 * Under lockdown, a Kustomization or HelmRelease without a service account acts as the default one of its
 * namespace, which has no rights unless somebody gave it some.
 *
 * @see https://fluxcd.io/flux/installation/configuration/multitenancy/
 */
export const serviceAccountRequired: ObjectRule = {
  code: "service-account-required",
  kinds: ["Kustomization", "HelmRelease"],
  needs: "scope",
  *check({ spec, profile, flux, scope }) {
    if (!profile.lockdown || spec.serviceAccountName || spec.kubeConfig || scope.isFragmentary) return;
    yield {
      pointer: "/spec",
      part: "key",
      message: `The ${flux} names no service account, and this Flux gives it the default one.`,
      hint: "Set spec.serviceAccountName to an account with the rights that it needs.",
    };
  },
};
