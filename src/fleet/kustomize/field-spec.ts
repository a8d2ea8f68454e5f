import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import { entryOf, withEntry } from "./entries.js";
import type { WrittenPlace } from "./provenance.js";
import { noteSet } from "./provenance.js";
import type { Gvk, Resource } from "./resource.js";
import { currentId, matchesGvk, withObject } from "./resource.js";

/** A field that a transformer changes, for the kinds that match. */
export interface FieldSpec extends Gvk {
  /** Keys, separated by `/`; a list on the way stands for each of its items. `\/` is a slash in a key. */
  readonly path: string;
  /** Whether missing maps on the way are made. */
  readonly create?: boolean;
}

/** What to put in place of the value found; the value itself, or undefined where there is none, changes nothing. */
export type FieldUpdate = (value: JsonValue | undefined, parent: JsonObject) => JsonValue | undefined;

const splitPaths = new Map<string, readonly string[]>();

/** The keys of a path. */
export function pathKeys(path: string): readonly string[] {
  let keys = splitPaths.get(path);
  if (keys === undefined) {
    keys = path.split(/(?<!\\)\//).map((key) => key.replaceAll("\\/", "/"));
    splitPaths.set(path, keys);
  }
  return keys;
}

/** The resource with the fields of `specs` updated. `by` is where the user asked for it. */
export function updateFields(
  resource: Resource,
  specs: readonly FieldSpec[],
  update: FieldUpdate,
  by: WrittenPlace | undefined,
): Resource {
  let object: JsonObject = resource.object;
  const id = currentId(resource);
  for (const spec of specs) {
    if (matchesGvk(id, spec)) {
      object = updateAt(object, pathKeys(spec.path), spec.create === true, update, by);
    }
  }
  return withObject(resource, object);
}

/** The map with the values at a path updated, sharing all that stays. */
export function updateAt(
  map: JsonObject,
  keys: readonly string[],
  create: boolean,
  update: FieldUpdate,
  by: WrittenPlace | undefined,
): JsonObject {
  const [head = "", ...rest] = keys;
  const isList = head.endsWith("[]");
  const key = isList ? head.slice(0, -2) : head;
  const old = entryOf(map, key);
  const next =
    rest.length === 0 && !isList ? update(old, map) : updateBelow(old, rest, create && !isList, update, by);
  if (next === undefined || next === old) return map;
  const copy = withEntry(map, key, next);
  return noteSet(copy, map, isSharedBelow(next, old) ? [] : [key], by);
}

/** A container below was copied, and has its own note of what was set in it. */
function isSharedBelow(next: JsonValue, old: JsonValue | undefined): boolean {
  return typeof next === "object" && typeof old === "object" && old !== null;
}

function updateBelow(
  old: JsonValue | undefined,
  rest: readonly string[],
  create: boolean,
  update: FieldUpdate,
  by: WrittenPlace | undefined,
): JsonValue | undefined {
  if (Array.isArray(old)) {
    const items = old as readonly JsonValue[];
    const next = items.map((item) =>
      rest.length === 0 ? (update(item, {}) ?? item) : (updateBelow(item, rest, create, update, by) ?? item),
    );
    return next.some((item, i) => item !== items[i]) ? noteSet(next, items, [], by) : old;
  }
  if (isJsonObject(old)) return updateAt(old, rest, create, update, by);
  if (!create || (old !== undefined && old !== null)) return old;
  const made = updateAt({}, rest, true, update, by);
  return Object.keys(made).length === 0 ? old : made;
}
