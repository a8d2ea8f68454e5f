import type { BuiltObject } from "../../fleet/fleet.js";
import { asObject } from "../../objects/json.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { formatRef, objectKey, refKey, refOf } from "../../objects/object-ref.js";
import type { ScopeRule } from "../rule.js";
import type { Scope } from "../scope.js";

/**
 * Two ways to wait for oneself. A Kustomization that depends on one which it applies itself: in a new cluster
 * there is nothing to wait for yet. And a Kustomization that depends on the one which applies it, where that one
 * has `wait: true`: each waits until the other is ready.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies
 */
export const dependsOnOwner: ScopeRule = {
  code: "depends-on-owner",
  *check(scope) {
    const owners = scope.memo("owners", () => ownersOf(scope));
    for (const { from, to, field, pointer } of scope.edges) {
      if (field.relation !== "dependency" || field.from !== "Kustomization") continue;
      const self = refOf(from.object);
      if (isApplied(to, self, owners) && !standsBesideRoot(from, to, scope)) {
        yield {
          on: from,
          pointer,
          message: `${formatRef(to)} is applied by ${formatRef(self)}, which waits for it to be ready first.`,
          hint: "Remove the dependency.",
        };
      } else if (isApplied(self, to, owners) && waits(to, scope)) {
        yield {
          on: from,
          pointer,
          message: `${formatRef(to)} applies ${formatRef(self)} and waits for it (wait: true), while it waits for ${formatRef(to)}.`,
          hint: `Remove the dependency, or set wait: false in ${formatRef(to)}.`,
        };
      }
    }
  },
};

/**
 * A Kustomization that applies itself was applied by hand once, and so was what stands in its folder: the dependency is
 * there before anybody waits for it.
 */
function standsBesideRoot(root: BuiltObject, ref: ObjectRef, scope: Scope): boolean {
  if (root.owner === undefined || refKey(root.owner) !== objectKey(root.object)) return false;
  const target = scope.find(ref);
  return target !== undefined && "object" in target && folderOf(target) === folderOf(root);
}

function folderOf({ origin }: BuiltObject): string {
  return origin.file.slice(0, origin.file.lastIndexOf("/") + 1);
}

function ownersOf(scope: Scope): ReadonlyMap<string, ObjectRef> {
  const owned = scope
    .ofKind("Kustomization")
    .filter(({ owner, object }) => owner && refKey(owner) !== objectKey(object));
  return new Map(owned.map(({ owner, object }) => [objectKey(object), owner as ObjectRef]));
}

/** Whether an object is applied by another, or by one that the other applies. */
function isApplied(object: ObjectRef, by: ObjectRef, owners: ReadonlyMap<string, ObjectRef>): boolean {
  const seen = new Set<string>();
  for (let key = refKey(object); !seen.has(key); ) {
    seen.add(key);
    const owner = owners.get(key);
    if (owner === undefined) return false;
    if (refKey(owner) === refKey(by)) return true;
    key = refKey(owner);
  }
  return false;
}

function waits(ref: ObjectRef, scope: Scope): boolean {
  const target = scope.find(ref);
  return target !== undefined && "object" in target && asObject(target.object.spec).wait === true;
}
