import type { JsonValue } from "../objects/json.js";
import { isJsonObject, jsonEqual } from "../objects/json.js";
import type { JsonPointer } from "../objects/pointer.js";
import { pointerStep } from "../objects/pointer.js";

/** One field that differs; an absent side was not there. */
export interface FieldChange {
  /** Place in the new object, or in the old one for what is gone. */
  readonly pointer: JsonPointer;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/**
 * The fields in which two objects differ, in the order of the new one. Items of a list are matched by `name` (or
 * `id`, `key`) where all have one, as Kubernetes matches containers and variables; else by position.
 */
export function fieldChanges(
  before: unknown,
  after: unknown,
  pointer: JsonPointer = "",
): readonly FieldChange[] {
  if (jsonEqual(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
    return [...keys].flatMap((key) => fieldChanges(before[key], after[key], pointer + pointerStep(key)));
  }
  if (Array.isArray(before) && Array.isArray(after)) return itemChanges(before, after, pointer);
  return [
    {
      pointer,
      ...(before !== undefined && { before: before as JsonValue }),
      ...(after !== undefined && { after: after as JsonValue }),
    },
  ];
}

function itemChanges(
  before: readonly unknown[],
  after: readonly unknown[],
  pointer: JsonPointer,
): readonly FieldChange[] {
  const key = ["name", "id", "key"].find((name) => isKeyed(before, name) && isKeyed(after, name));
  if (key === undefined) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => fieldChanges(before[i], after[i], `${pointer}/${i}`)).flat();
  }
  const old = new Map(before.map((item) => [keyOf(item, key), item]));
  const kept = after.flatMap((item, i) => fieldChanges(old.get(keyOf(item, key)), item, `${pointer}/${i}`));
  const names = new Set(after.map((item) => keyOf(item, key)));
  const gone = before.flatMap((item, i) =>
    names.has(keyOf(item, key)) ? [] : fieldChanges(item, undefined, `${pointer}/${i}`),
  );
  return [...kept, ...gone];
}

function isKeyed(items: readonly unknown[], key: string): boolean {
  const keys = items.map((item) => keyOf(item, key));
  return keys.every((value) => typeof value === "string") && new Set(keys).size === keys.length;
}

function keyOf(item: unknown, key: string): unknown {
  return isJsonObject(item) ? item[key] : undefined;
}
