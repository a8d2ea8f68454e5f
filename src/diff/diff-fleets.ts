import type { BuiltObject, Fleet, FleetCluster } from "../fleet/fleet.js";
import { refKey, refOf } from "../objects/object-ref.js";
import { fieldChanges } from "./field-changes.js";
import type { ObjectChange } from "./object-change.js";
import { changeKinds } from "./object-change.js";
import { fieldRisks, moveRisks, removalRisks } from "./risks.js";

/**
 * What changes between two fleets, as Flux will see it: object by object after kustomize, patches and
 * substitution, so that an edit of a shared base shows in every cluster that it reaches.
 *
 * @returns changes in a stable order: by cluster, then added, removed, moved, changed, then by name.
 */
export function diffFleets(base: Fleet, head: Fleet): readonly ObjectChange[] {
  const names = [...new Set([...base.clusters, ...head.clusters].map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    const [before, after] = [findCluster(base, name), findCluster(head, name)];
    return diffClusters(before ?? emptyCluster(name), after ?? emptyCluster(name));
  });
}

function findCluster(fleet: Fleet, name: string): FleetCluster | undefined {
  return fleet.clusters.find((cluster) => cluster.name === name);
}

function emptyCluster(name: string): FleetCluster {
  return { name, path: "", objects: [], builds: [], implied: [] };
}

function diffClusters(base: FleetCluster, head: FleetCluster): readonly ObjectChange[] {
  const [before, after] = [byKey(base), byKey(head)];
  const changes: ObjectChange[] = [];
  for (const [key, object] of after) {
    const change = changeOf(head.name, before.get(key), object);
    if (change) changes.push(change);
  }
  for (const [key, object] of before) {
    if (after.has(key)) continue;
    const ref = refOf(object.object);
    changes.push({
      change: "removed",
      cluster: base.name,
      ref,
      before: object,
      fields: [],
      risks: removalRisks(object, base),
    });
  }
  return changes.sort(compareChanges);
}

function changeOf(
  cluster: string,
  before: BuiltObject | undefined,
  after: BuiltObject,
): ObjectChange | undefined {
  const ref = refOf(after.object);
  if (before === undefined) return { change: "added", cluster, ref, after, fields: [], risks: [] };
  const fields = fieldChanges(before.object, after.object);
  const moved = ownerKey(before) !== ownerKey(after);
  if (!moved && fields.length === 0) return undefined;
  const risks = [...(moved ? moveRisks() : []), ...fieldRisks(before, after, fields)];
  return { change: moved ? "moved" : "changed", cluster, ref, before, after, fields, risks };
}

function ownerKey({ owner }: BuiltObject): string {
  return owner ? refKey(owner) : "";
}

function byKey({ objects }: FleetCluster): ReadonlyMap<string, BuiltObject> {
  return new Map(objects.map((object) => [refKey(refOf(object.object)), object]));
}

function compareChanges(a: ObjectChange, b: ObjectChange): number {
  const rank = changeKinds.indexOf(a.change) - changeKinds.indexOf(b.change);
  const [left, right] = [refKey(a.ref), refKey(b.ref)];
  return rank || (left < right ? -1 : left > right ? 1 : 0);
}
