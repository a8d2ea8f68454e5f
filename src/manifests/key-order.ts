import type { JsonObject } from "../objects/json.js";
import { isJsonObject } from "../objects/json.js";

const TOP = ["apiVersion", "kind", "metadata", "spec"];
const METADATA = ["name", "generateName", "namespace", "labels", "annotations"];

/**
 * The object with its keys in the order that people read them: apiVersion, kind, metadata, spec, then as given; in
 * metadata name, namespace, labels and annotations first.
 */
export function inReadingOrder(object: JsonObject): JsonObject {
  const { metadata } = object;
  const ordered = leading(object, TOP);
  return isJsonObject(metadata) && Object.hasOwn(object, "metadata")
    ? { ...ordered, metadata: leading(metadata, METADATA) }
    : ordered;
}

function leading(object: JsonObject, first: readonly string[]): JsonObject {
  const head = first.filter((key) => Object.hasOwn(object, key)).map((key) => [key, object[key]]);
  // Spreading keeps the place that a key already has, and takes `__proto__` as a plain key.
  return { ...Object.fromEntries(head), ...object };
}
