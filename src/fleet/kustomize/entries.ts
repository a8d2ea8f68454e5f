import type { JsonObject, JsonValue } from "../../objects/json.js";

/**
 * A copy of `map` with `key` set, in its place when it was there. Values are never changed in place: objects
 * share what a build did not touch, so a base can be built once and used a hundred times.
 */
export function withEntry(map: JsonObject, key: string, value: JsonValue): JsonObject {
  return { ...map, [key]: value };
}

/** A copy of `map` without `key`; the map itself when it has no such key. */
export function withoutEntry(map: JsonObject, key: string): JsonObject {
  if (!Object.hasOwn(map, key)) return map;
  const { [key]: _, ...rest } = map;
  return rest;
}

/** The own value of a key. Unlike `map[key]` it does not find `toString` and friends. */
export function entryOf(map: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
