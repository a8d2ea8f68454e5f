import type { ObjectRef } from "../objects/object-ref.js";
import { objectKey, refKey } from "../objects/object-ref.js";
import type { BuiltObject, FleetCluster, ImpliedObject } from "./fleet.js";
import type { TextTest } from "./kustomize/go-pattern.js";
import { globPattern } from "./kustomize/go-pattern.js";

interface ClusterIndex {
  readonly exact: ReadonlyMap<string, BuiltObject | ImpliedObject>;
  readonly patterns: readonly { readonly implied: ImpliedObject; readonly matches: TextTest }[];
}

const indexes = new WeakMap<FleetCluster, ClusterIndex>();

/**
 * What a reference names in a cluster: an object that is built, else one that is known to be made by somebody
 * else. Undefined when the fleet has neither.
 */
export function findObject(cluster: FleetCluster, ref: ObjectRef): BuiltObject | ImpliedObject | undefined {
  return indexOf(cluster).exact.get(refKey(ref));
}

/**
 * Who may make an object that nothing in git writes: an ExternalSecret, a ResourceSet whose names are worked out
 * in the cluster, bootstrap. Undefined when nobody in the fleet does.
 */
export function findProducer(cluster: FleetCluster, ref: ObjectRef): ImpliedObject | undefined {
  const { exact, patterns } = indexOf(cluster);
  const found = exact.get(refKey(ref));
  if (found !== undefined && isImplied(found)) return found;
  const key = refKey(ref);
  return patterns.find(({ matches }) => matches(key))?.implied;
}

/** Whether a target is implied: made by a producer, not written in git. */
export function isImplied(target: BuiltObject | ImpliedObject): target is ImpliedObject {
  return "producer" in target;
}

function indexOf(cluster: FleetCluster): ClusterIndex {
  let index = indexes.get(cluster);
  if (index === undefined) {
    const exact = new Map<string, BuiltObject | ImpliedObject>();
    for (const implied of cluster.implied) exact.set(refKey(implied.ref), implied);
    for (const built of cluster.objects) exact.set(objectKey(built.object), built);
    const patterns = cluster.implied
      .filter(({ ref }) => refKey(ref).includes("*"))
      .map((implied) => ({ implied, matches: patternOf(refKey(implied.ref)) }));
    index = { exact, patterns };
    indexes.set(cluster, index);
  }
  return index;
}

function patternOf(key: string): TextTest {
  const parts = key.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return globPattern(parts.join("[^/]*"));
}
