import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import { entryOf, withoutEntry } from "./entries.js";
import type { MergeShape } from "./merge-keys.js";
import { mergeShapeOf } from "./merge-keys.js";
import { noteMerge } from "./provenance.js";

type List = readonly JsonValue[];

/** A patch that cannot be laid over what is there: a map over a list, say. */
export class MergeConflict extends Error {
  override readonly name = "MergeConflict";
}

/**
 * The object with a strategic merge patch applied, as kustomize does it: items of merged lists that the patch
 * names come first, `null` removes, `$patch: delete` and `$patch: replace` are obeyed. Undefined when the patch
 * deletes the object.
 *
 * @throws MergeConflict where the patch and the object differ in shape.
 */
export function mergeObject(object: JsonObject, patch: JsonObject): JsonObject | undefined {
  const { apiVersion, kind } = object;
  const shape =
    typeof apiVersion === "string" && typeof kind === "string" ? mergeShapeOf(apiVersion, kind) : undefined;
  const merged = mergeMaps(object, patch, shape, "");
  return isJsonObject(merged) ? merged : undefined;
}

function mergeValues(
  old: JsonValue | undefined,
  patch: JsonValue,
  shape: MergeShape | undefined,
  path: string,
): JsonValue | undefined {
  if (patch === null) return undefined;
  if (isJsonObject(patch)) {
    if (old !== undefined && old !== null && !isJsonObject(old)) throw conflict(path, "a map", old);
    return isJsonObject(old) ? mergeMaps(old, patch, shape, path) : addedMap(patch);
  }
  if (Array.isArray(patch)) {
    if (old !== undefined && old !== null && !Array.isArray(old)) throw conflict(path, "a list", old);
    return mergeLists((old ?? undefined) as List | undefined, patch as List, shape, path);
  }
  if (typeof old === "object" && old !== null) throw conflict(path, "a scalar", old);
  return patch;
}

function conflict(path: string, given: string, old: JsonValue): MergeConflict {
  const there = Array.isArray(old) ? "a list" : isJsonObject(old) ? "a map" : "a scalar";
  return new MergeConflict(`it gives ${given} for ${path}, where the object has ${there}`);
}

function mergeMaps(
  old: JsonObject,
  patch: JsonObject,
  shape: MergeShape | undefined,
  path: string,
): JsonObject | undefined {
  const directive = entryOf(patch, "$patch");
  if (directive === "delete") return undefined;
  if (directive === "replace") return addedMap(patch);
  let next: Record<string, JsonValue> | undefined;
  for (const [key, value] of Object.entries(patch)) {
    if (key === "$patch" || value === undefined) continue;
    const before = entryOf(old, key);
    const after = mergeValues(before, value, shape?.fields?.[key], path === "" ? key : `${path}.${key}`);
    if (after === before) continue;
    next ??= { ...old } as Record<string, JsonValue>;
    if (after === undefined) delete next[key];
    else
      Object.defineProperty(next, key, {
        value: after,
        enumerable: true,
        writable: true,
        configurable: true,
      });
  }
  return next === undefined ? old : noteMerge(next, old, patch);
}

/** A map that a patch adds: without the directives and nulls that only make sense against something there. */
function addedMap(patch: JsonObject): JsonObject | undefined {
  if (entryOf(patch, "$patch") === "delete") return undefined;
  let next = withoutEntry(patch, "$patch");
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) next = withoutEntry(next, key);
    else if (isJsonObject(value)) {
      const added = addedMap(value);
      if (added === undefined) next = withoutEntry(next, key);
      else if (added !== value) next = { ...next, [key]: added };
    }
  }
  return next === patch ? patch : noteMerge(next, undefined, patch);
}

function mergeLists(
  old: List | undefined,
  patch: List,
  shape: MergeShape | undefined,
  path: string,
): List | undefined {
  const keys = shape?.keys;
  const { directive, items } = takeDirective(patch);
  if (keys === undefined) return patch;
  if (directive === "delete") return undefined;
  if (old === undefined || directive === "replace") {
    const kept = items.filter((item) => !isJsonObject(item) || entryOf(item, "$patch") !== "delete");
    return kept.length === patch.length ? patch : kept;
  }
  if (keys.length === 0) {
    const added = items.filter((item, i) => items.indexOf(item) === i);
    return noteMerge([...added, ...old.filter((item) => !added.includes(item))], old, patch);
  }
  return mergeItems(old, items, keys, shape?.items, path, patch);
}

/** A lone `{ $patch: … }` item speaks for the whole list. */
function takeDirective(patch: List): { directive: string | undefined; items: List } {
  const found = patch.find(
    (item) => isJsonObject(item) && Object.keys(item).length === 1 && Object.hasOwn(item, "$patch"),
  );
  if (!isJsonObject(found)) return { directive: undefined, items: patch };
  return { directive: String(found.$patch), items: patch.filter((item) => item !== found) };
}

function mergeItems(
  old: List,
  items: List,
  keys: readonly string[],
  shape: MergeShape | undefined,
  path: string,
  patch: List,
): List {
  const results = new Map<JsonValue, JsonObject | undefined>();
  const added: JsonValue[] = [];
  const named: JsonValue[] = [];
  for (const item of items) {
    if (!isJsonObject(item)) continue;
    const twin = old.find((candidate) => !results.has(candidate) && isSameItem(candidate, item, keys));
    // kustomize drops an item that leaves a key open which its twin has, or the other way round.
    if (twin !== undefined && keys.some((key) => hasKey(twin, key) !== hasKey(item, key))) continue;
    const result = isJsonObject(twin) ? mergeMaps(twin, item, shape, `${path}[]`) : addedMap(item);
    const kept = result !== undefined && Object.keys(result).length > 0 ? result : undefined;
    if (twin !== undefined) results.set(twin, kept);
    if (kept === undefined) continue;
    named.push(kept);
    if (twin === undefined) added.push(kept);
  }
  // Where several keys tell items apart, those that were there keep their places.
  const isKeyed = keys.filter((key) => [...old, ...items].some((item) => hasKey(item, key))).length > 1;
  const rest = old.flatMap((item) => {
    if (!results.has(item)) return [item];
    const result = results.get(item);
    return isKeyed && result !== undefined ? [result] : [];
  });
  return noteMerge([...(isKeyed ? added : named), ...rest], old, patch);
}

function hasKey(item: JsonValue, key: string): boolean {
  return isJsonObject(item) && entryOf(item, key) !== undefined;
}

/** Whether two items agree in a key and differ in none that both have. */
function isSameItem(a: JsonValue, b: JsonObject, keys: readonly string[]): boolean {
  if (!isJsonObject(a)) return false;
  let common = false;
  for (const key of keys) {
    const [left, right] = [entryOf(a, key), entryOf(b, key)];
    if (left === undefined || right === undefined) continue;
    if (String(left) !== String(right)) return false;
    common = true;
  }
  return common;
}
