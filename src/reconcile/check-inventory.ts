import type { BuiltObject } from "../fleet/fleet.js";
import { annotations } from "../flux/annotations.js";
import { inventoryOf } from "../flux/inventory.js";
import { asObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef, refKey, refOf } from "../objects/object-ref.js";
import type { ClusterView } from "./cluster-view.js";
import type { Intent } from "./intent.js";
import { findBuild } from "./intent.js";
import { statusOf } from "./status.js";
import type { Check } from "./verdict.js";

interface Context {
  readonly intent: Intent;
  readonly view: ClusterView;
}

/** Whether the inventory holds all that was built. Only a complete build can say so. */
export function checkInventory(built: BuiltObject, live: KubeObject, { intent }: Context): readonly Check[] {
  const build = findBuild(intent.cluster, refOf(built.object));
  if (build?.outcome !== "built") return [];
  const applied = new Set(inventoryOf(live).map(refKey));
  const absent = build.objects
    .filter(({ object }) => isApplied(object))
    .map(({ object }) => refOf(object))
    .filter((ref) => !applied.has(refKey(ref)));
  return [
    {
      name: "inventory",
      holds: absent.length === 0,
      found: describe(absent, "not in the inventory", applied.size),
    },
  ];
}

/** Whether nothing is left that the build no longer has. Without `prune` Flux leaves such objects on purpose. */
export function checkPruned(built: BuiltObject, live: KubeObject, { intent }: Context): readonly Check[] {
  const build = findBuild(intent.cluster, refOf(built.object));
  if (build?.outcome !== "built" || asObject(live.spec).prune !== true) return [];
  const wanted = new Set(build.objects.map(({ object }) => refKey(refOf(object))));
  const left = inventoryOf(live).filter((ref) => !wanted.has(refKey(ref)));
  return [{ name: "pruned", holds: left.length === 0, found: describe(left, "left to prune", wanted.size) }];
}

/** Whether every applied object that can be seen is current. What no watch covers is Flux's own word. */
export function checkWorkloads(live: KubeObject, { view }: Context): readonly Check[] {
  const seen = inventoryOf(live).flatMap((ref) => {
    const object = view.find(ref);
    return object ? [{ ref, status: statusOf(object) }] : [];
  });
  if (seen.length === 0) return [];
  const bad = seen.filter(({ status }) => status.name !== "current");
  const found = bad
    .map(({ ref, status }) => `${formatRef(ref)} is ${status.name} (${status.reason})`)
    .slice(0, 3);
  return [
    {
      name: "workloads",
      holds: bad.length === 0,
      found: found.join("; ") || `${seen.length} of ${seen.length} are current`,
    },
  ];
}

/** Objects that Flux was told to leave alone are not promised to be in the inventory. */
function isApplied({ metadata }: KubeObject): boolean {
  const given = metadata.annotations ?? {};
  return (
    given[annotations.reconcile]?.toLowerCase() !== "disabled" &&
    given[annotations.ssa]?.toLowerCase() !== "ignore"
  );
}

function describe(refs: readonly ObjectRef[], what: string, total: number): string {
  if (refs.length === 0) return `${total} objects`;
  const names = refs.slice(0, 3).map(formatRef).join(", ");
  return `${refs.length} ${what}: ${names}${refs.length > 3 ? ", …" : ""}`;
}
