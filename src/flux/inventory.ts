import { asArray, asObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";

/**
 * What a Kustomization or HelmRelease applied: `status.inventory.entries[].id`, written
 * `namespace_name_group_kind`; a colon in an RBAC name is written as two underscores.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory
 */
export function inventoryOf(object: KubeObject): readonly ObjectRef[] {
  return asArray(asObject(asObject(object.status).inventory).entries).flatMap((entry) => {
    const { id } = asObject(entry);
    const ref = typeof id === "string" ? parseInventoryId(id) : undefined;
    return ref ? [ref] : [];
  });
}

/** Reads an inventory id; undefined where it has not the four parts. */
export function parseInventoryId(id: string): ObjectRef | undefined {
  const parts = id.split("_");
  if (parts.length < 4) return undefined;
  const [kind, group] = [parts.at(-1) as string, parts.at(-2) as string];
  const namespace = parts[0] as string;
  const name = parts.slice(1, -2).join("_").replaceAll("__", ":");
  return namespace === "" ? { group, kind, name } : { group, kind, namespace, name };
}
