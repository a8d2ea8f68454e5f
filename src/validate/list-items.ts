import type { JsonObject } from "../objects/json.js";
import { asArray, isJsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { JsonPointer } from "../objects/pointer.js";
import { findAt } from "../objects/pointer.js";

/** The maps in the list at a pointer, each with its own pointer. What is no list, or no map, is for the schema. */
export function* listItems(object: KubeObject, list: JsonPointer): Generator<[JsonPointer, JsonObject]> {
  for (const [index, item] of asArray(findAt(object, list)).entries()) {
    if (isJsonObject(item)) yield [`${list}/${index}`, item];
  }
}
