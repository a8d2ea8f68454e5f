import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject, jsonEqual } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { findAt, pointerPath } from "../../objects/pointer.js";
import { entryOf, withEntry, withoutEntry } from "./entries.js";
import type { WrittenPlace } from "./provenance.js";
import { noteSet } from "./provenance.js";

/** An operation of a JSON patch (RFC 6902). */
export interface JsonPatchOperation {
  readonly op: string;
  readonly path: JsonPointer;
  readonly from?: JsonPointer;
  readonly value?: JsonValue;
}

/** An operation that the object does not allow: what it names is not there, or its test fails. */
export class PatchConflict extends Error {
  override readonly name = "PatchConflict";
}

/**
 * The object with one operation applied. `by` is where the operation was written.
 *
 * @throws PatchConflict where kustomize fails: a missing parent, a path that is not there, a failed test.
 */
export function applyOperation(
  root: JsonObject,
  operation: JsonPatchOperation,
  by: WrittenPlace,
): JsonObject {
  const { op, path, from = "" } = operation;
  const value = operation.value ?? null;
  switch (op) {
    case "add":
      return editAt(root, path, by, (parent, key) => inserted(parent, key, value, path));
    case "replace":
      return editAt(root, path, by, (parent, key) => replaced(parent, key, value, path));
    case "remove":
      return editAt(root, path, by, (parent, key) => removed(parent, key, path));
    case "copy": {
      // The library of kustomize copies null from a key that its map does not have.
      const parent = findAt(root, from.slice(0, from.lastIndexOf("/")));
      const copied = isJsonObject(parent) ? (findAt(root, from) ?? null) : present(root, from);
      return editAt(root, path, by, (target, key) => inserted(target, key, copied, path));
    }
    case "move": {
      const moved = present(root, from);
      const without = editAt(root, from, by, (parent, key) => removed(parent, key, from));
      return editAt(without, path, by, (parent, key) => inserted(parent, key, moved, path));
    }
    case "test":
      if (jsonEqual(findAt(root, path) ?? null, value)) return root;
      throw new PatchConflict(`the test of ${path} does not hold`);
    default:
      throw new PatchConflict(`"${op}" is not an operation of JSON patch`);
  }
}

type Container = JsonObject | readonly JsonValue[];
type Edit = (parent: Container, key: string) => Container;

function editAt(root: JsonObject, pointer: JsonPointer, by: WrittenPlace, edit: Edit): JsonObject {
  const path = pointerPath(pointer);
  if (path.length === 0) throw new PatchConflict("a patch of the whole object is not supported");
  return editBelow(root, path, 0, pointer, by, edit) as JsonObject;
}

function editBelow(
  node: JsonValue | undefined,
  path: readonly string[],
  at: number,
  pointer: JsonPointer,
  by: WrittenPlace,
  edit: Edit,
): Container {
  const key = path[at] ?? "";
  if (!Array.isArray(node) && !isJsonObject(node)) {
    throw new PatchConflict(`${pointer} is not there: ${parentText(path, at)} is missing`);
  }
  if (at === path.length - 1) return noteSet(edit(node, key), node, [key], by);
  if (Array.isArray(node)) {
    const items = node as readonly JsonValue[];
    const index = indexIn(items, key, pointer);
    const child = editBelow(items[index], path, at + 1, pointer, by, edit);
    return noteSet(
      items.map((item, i) => (i === index ? child : item)),
      items,
      [],
      by,
    );
  }
  const map = node as JsonObject;
  const child = editBelow(entryOf(map, key), path, at + 1, pointer, by, edit);
  return noteSet(withEntry(map, key, child), map, [], by);
}

function parentText(path: readonly string[], at: number): string {
  return at === 0 ? "the object" : `/${path.slice(0, at).join("/")}`;
}

function indexIn(items: readonly JsonValue[], key: string, pointer: JsonPointer): number {
  const index = /^-?\d+$/.test(key) ? Number(key) : Number.NaN;
  const real = index < 0 ? items.length + index : index;
  if (Number.isNaN(real) || real < 0 || real >= items.length) {
    throw new PatchConflict(`${pointer} is not there: the list has ${items.length} items`);
  }
  return real;
}

function inserted(parent: Container, key: string, value: JsonValue, pointer: JsonPointer): Container {
  if (!Array.isArray(parent)) return withEntry(parent as JsonObject, key, value);
  const items = parent as readonly JsonValue[];
  const end = key === "-" || key === String(items.length);
  const index = end ? items.length : indexIn(items, key, pointer);
  return [...items.slice(0, index), value, ...items.slice(index)];
}

function replaced(parent: Container, key: string, value: JsonValue, pointer: JsonPointer): Container {
  if (Array.isArray(parent)) {
    const items = parent as readonly JsonValue[];
    const index = indexIn(items, key, pointer);
    return items.map((item, i) => (i === index ? value : item));
  }
  const map = parent as JsonObject;
  if (entryOf(map, key) === undefined) throw new PatchConflict(`${pointer} is not there to replace`);
  return withEntry(map, key, value);
}

function removed(parent: Container, key: string, pointer: JsonPointer): Container {
  if (Array.isArray(parent)) {
    const items = parent as readonly JsonValue[];
    const index = indexIn(items, key, pointer);
    return items.filter((_, i) => i !== index);
  }
  const map = parent as JsonObject;
  if (entryOf(map, key) === undefined) throw new PatchConflict(`${pointer} is not there to remove`);
  return withoutEntry(map, key);
}

function present(root: JsonObject, pointer: JsonPointer): JsonValue {
  const value = findAt(root, pointer);
  if (value === undefined) throw new PatchConflict(`${pointer} is not there to copy`);
  return value;
}
