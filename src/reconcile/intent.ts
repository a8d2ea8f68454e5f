import type { BuiltObject, FleetCluster, KustomizationBuild } from "../fleet/fleet.js";
import { findFluxKind } from "../flux/kinds.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refKey, refOf } from "../objects/object-ref.js";

/**
 * Whether a live revision contains the commit that was asked for: it is that commit, or a later one. Undefined
 * where the history is not at hand.
 */
export type ContainsRevision = (liveRevision: string) => boolean | undefined;

/** What a cluster should be: the fleet as built, at one commit. */
export interface Intent {
  readonly cluster: FleetCluster;
  /** The commit or digest asked for. */
  readonly revision?: string;
  /** Needed with `revision`, to accept a later commit. */
  readonly contains?: ContainsRevision;
  /** uid of each object when it was first seen, by `refKey`: another uid later is another object. */
  readonly uids?: ReadonlyMap<string, string>;
  /** Whether such another object is never what was meant; default false: it is judged like any, and told. */
  readonly strictUid?: boolean;
}

/** The objects of Flux that a cluster should hold. */
export function intendedFluxObjects(cluster: FleetCluster): readonly BuiltObject[] {
  return cluster.objects.filter(({ object }) => {
    const { group, kind } = refOf(object);
    return findFluxKind(group, kind) !== undefined;
  });
}

/** The build of a Kustomization. */
export function findBuild(cluster: FleetCluster, ref: ObjectRef): KustomizationBuild | undefined {
  const key = refKey(ref);
  return cluster.builds.find(({ kustomization }) => refKey(refOf(kustomization.object)) === key);
}
