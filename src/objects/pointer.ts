import type { JsonValue } from "./json.js";
import { isJsonObject } from "./json.js";

/** A JSON pointer (RFC 6901): `""` is the whole object, `"/spec/dependsOn/0/name"` a value in it. */
export type JsonPointer = string;

/** The pointer of a path of keys and indexes. */
export function pointerOf(path: readonly (string | number)[]): JsonPointer {
  let pointer = "";
  for (const part of path) pointer += pointerStep(part);
  return pointer;
}

/** One step of a pointer: `/` and the key or index, escaped. */
export function pointerStep(part: string | number): JsonPointer {
  if (typeof part === "number" || !/[~/]/.test(part)) return `/${part}`;
  return `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The keys and indexes of a pointer, as strings. */
export function pointerPath(pointer: JsonPointer): string[] {
  if (pointer === "") return [];
  const parts = pointer.slice(1).split("/");
  return pointer.includes("~")
    ? parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    : parts;
}

/** The value that a pointer names, or undefined where there is none. */
export function findAt(root: unknown, pointer: JsonPointer): JsonValue | undefined {
  let value = root;
  for (const part of knownPath(pointer)) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isJsonObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value as JsonValue | undefined;
}

/** Rules ask for few places in very many objects; the pointers of findings are another matter, hence the limit. */
const MOST_KNOWN = 1000;
const knownPaths = new Map<JsonPointer, readonly string[]>();

function knownPath(pointer: JsonPointer): readonly string[] {
  const known = knownPaths.get(pointer);
  if (known !== undefined) return known;
  const path = pointerPath(pointer);
  if (knownPaths.size < MOST_KNOWN) knownPaths.set(pointer, path);
  return path;
}

/** How a pointer is written for people: `spec.dependsOn[0].name`. */
export function formatPointer(pointer: JsonPointer): string {
  return pointerPath(pointer).reduce((text, part) => {
    if (/^\d+$/.test(part)) return `${text}[${part}]`;
    if (/^[A-Za-z_$][\w$-]*$/.test(part)) return text === "" ? part : `${text}.${part}`;
    return `${text}[${JSON.stringify(part)}]`;
  }, "");
}
