import { findFluxKind } from "../flux/kinds.js";
import type { Profile } from "../flux/profiles.js";
import { defaultProfile } from "../flux/profiles.js";
import { asObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import type { Located } from "../objects/origin.js";

/**
 * The Flux that a cluster runs: what the user says, else what the cluster's own objects tell. A FluxInstance
 * means the Flux Operator, and its `spec.cluster.multitenant` the lockdown of tenants; the patches of a
 * bootstrapped `flux-system` that add `--no-cross-namespace-refs` mean the lockdown too, but are not objects.
 *
 * @see https://fluxoperator.dev/docs/crd/fluxinstance/#cluster-configuration
 */
export function profileFor(objects: readonly Located[], given: Partial<Profile> = {}): Profile {
  const instance = objects.find(({ object }) => isInstance(object))?.object;
  if (instance === undefined) return { ...defaultProfile, ...given };
  const spec = asObject(instance.spec);
  return {
    ...defaultProfile,
    distribution: "flux-operator",
    lockdown: asObject(spec.cluster).multitenant === true,
    ...given,
  };
}

function isInstance(object: KubeObject): boolean {
  return findFluxKind(groupOf(object.apiVersion), object.kind) === "FluxInstance";
}
