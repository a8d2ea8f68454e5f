import type { JsonObject, JsonValue } from "../objects/json.js";
import { asObject, isJsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { updateAt } from "./kustomize/field-spec.js";
import type { WrittenPlace } from "./kustomize/provenance.js";
import { noteSet } from "./kustomize/provenance.js";

/**
 * The object with the labels and annotations of `spec.commonMetadata`, which win over its own.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#common-metadata
 */
export function addCommonMetadata(object: KubeObject, common: JsonObject, at: WrittenPlace): KubeObject {
  let next: JsonObject = object;
  for (const key of ["labels", "annotations"] as const) {
    const added = common[key];
    if (isJsonObject(added))
      next = updateAt(next, ["metadata", key], true, (old) => laidOver(old, added, at), at);
  }
  return next as KubeObject;
}

function laidOver(old: JsonValue | undefined, added: JsonObject, at: WrittenPlace): JsonObject {
  const map = asObject(old);
  const keys = Object.keys(added).filter((key) => map[key] !== added[key]);
  return keys.length === 0 && old !== undefined ? map : noteSet({ ...map, ...added }, map, keys, at);
}
