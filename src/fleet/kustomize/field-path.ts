import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import { entryOf, withEntry } from "./entries.js";
import { goPattern } from "./go-pattern.js";
import type { WrittenPlace } from "./provenance.js";
import { noteSet } from "./provenance.js";

/** The part of a path that names items of a list: `[key=value]`. */
const ITEM = /^\[([^=]*)=(.*)\]$/s;

/** A path of a replacement that cannot be followed. */
export class FieldPathError extends Error {
  override readonly name = "FieldPathError";
}

/**
 * The parts of a path such as `spec.containers.[name=app].env.0.value` or `metadata.annotations.[a.b/c]`: keys,
 * indexes, `*`, and `[key=value]` for items of a list. A dot in a key is written `\.` or in brackets.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
 */
export function splitFieldPath(path: string): string[] {
  const parts: string[] = [];
  let inBrackets = "";
  for (const part of path.split(/(?<!\\)\./).map((text) => text.replaceAll("\\.", "."))) {
    const text = inBrackets === "" ? part : `${inBrackets}.${part}`;
    inBrackets = text.startsWith("[") && !text.endsWith("]") ? text : "";
    if (inBrackets === "") parts.push(/^\[[^=]*\]$/.test(text) ? text.slice(1, -1) : text);
  }
  return inBrackets === "" ? parts : [...parts, inBrackets];
}

/** The first value at a path; undefined where there is none. */
export function readFieldPath(root: JsonValue, parts: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of parts) {
    if (Array.isArray(value))
      value = (value as readonly JsonValue[]).find((item, i) => isItem(item, i, part, isSame));
    else value = isJsonObject(value) ? entryOf(value, part) : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** How the values at a path are replaced. */
export interface FieldEdit {
  readonly set: (old: JsonValue | undefined) => JsonValue;
  /** Whether missing fields and items are made. */
  readonly create: boolean;
  /** Where the user asked for it. */
  readonly by: WrittenPlace;
}

/** The value with what a path names replaced, and how many places that were. */
export function editFieldPath(
  node: JsonValue | undefined,
  parts: readonly string[],
  edit: FieldEdit,
): { readonly value: JsonValue | undefined; readonly count: number } {
  const [part, ...rest] = parts;
  if (part === undefined) return { value: edit.set(node), count: 1 };
  if (node === undefined || node === null) {
    return edit.create ? editFieldPath(isListPart(part) ? [] : {}, parts, edit) : { value: node, count: 0 };
  }
  if (Array.isArray(node)) return editItems(node as readonly JsonValue[], part, rest, edit);
  if (isJsonObject(node)) return editEntry(node, part, rest, edit);
  return typeof node === "string" ? editStructured(node, parts, edit) : { value: node, count: 0 };
}

function editEntry(map: JsonObject, key: string, rest: readonly string[], edit: FieldEdit): Edited {
  const old = entryOf(map, key);
  if (old === undefined && !edit.create) return { value: map, count: 0 };
  const { value, count } = editFieldPath(old, rest, edit);
  if (value === old || value === undefined) return { value: map, count };
  return { value: noteSet(withEntry(map, key, value), map, rest.length === 0 ? [key] : [], edit.by), count };
}

interface Edited {
  readonly value: JsonValue | undefined;
  readonly count: number;
}

function editItems(
  items: readonly JsonValue[],
  part: string,
  rest: readonly string[],
  edit: FieldEdit,
): Edited {
  if (!isListPart(part)) throw new FieldPathError(`"${part}" is a key, where the object has a list`);
  let count = 0;
  const next = items.map((item, i) => {
    if (!isItem(item, i, part, matchesPattern)) return item;
    const edited = editFieldPath(item, rest, edit);
    count += edited.count;
    return edited.value ?? item;
  });
  if (count === 0 && edit.create) {
    const made = editFieldPath(newItem(part), rest, edit);
    return {
      value: noteSet([...items, made.value ?? null], items, [String(items.length)], edit.by),
      count: made.count,
    };
  }
  const isChanged = next.some((item, i) => item !== items[i]);
  const keys = rest.length === 0 ? next.flatMap((item, i) => (item === items[i] ? [] : [String(i)])) : [];
  return { value: isChanged ? noteSet(next, items, keys, edit.by) : items, count };
}

function isListPart(part: string): boolean {
  return part === "*" || /^\d+$/.test(part) || ITEM.test(part);
}

type ValueTest = (value: string, wanted: string) => boolean;

function isItem(item: JsonValue, index: number, part: string, matches: ValueTest): boolean {
  if (part === "*") return true;
  if (/^\d+$/.test(part)) return index === Number(part);
  const match = ITEM.exec(part);
  if (match === null) return false;
  const [, key = "", value = ""] = match;
  const actual = key === "" ? item : isJsonObject(item) ? entryOf(item, key) : undefined;
  return actual !== undefined && typeof actual !== "object" && matches(String(actual), value);
}

/** Where a path is read, values of items are plain texts. */
const isSame: ValueTest = (value, wanted) => value === wanted;

/** Where a path is written to, values of items are found by regular expression, not anchored. */
const matchesPattern: ValueTest = (value, wanted) => {
  try {
    return goPattern(wanted, { before: "", after: "" })(value);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new FieldPathError(cause.message, { cause });
  }
};

function newItem(part: string): JsonValue | undefined {
  const match = ITEM.exec(part);
  if (match === null) return undefined;
  const [, key = "", value = ""] = match;
  return key === "" ? value : { [key]: value };
}

/** A path may go on into JSON that is the text of a field. */
function editStructured(text: string, parts: readonly string[], edit: FieldEdit): Edited {
  const parsed = parseJson(text);
  if (parsed === undefined) return { value: text, count: 0 };
  const { value, count } = editFieldPath(parsed, parts, edit);
  if (count === 0 || value === undefined) return { value: text, count: 0 };
  const isPretty = text.includes("\n") && text.includes("  ");
  return { value: isPretty ? JSON.stringify(value, null, 2) : JSON.stringify(value), count };
}

function parseJson(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
