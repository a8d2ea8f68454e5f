import type { JsonValue } from "./json.js";
import { isJsonObject } from "./json.js";

/** A JSON pointer (RFC 6901): `""` is the whole object, `"/spec/dependsOn/0/name"` a value in it. */
export type JsonPointer = string;

/** The pointer of a path of keys and indexes. */
export function pointerOf(path: readonly (string | number)[]): JsonPointer {
  return path.map(pointerStep).join("");
}

/** One step of a pointer: `/` and the key or index, escaped. */
export function pointerStep(part: string | number): JsonPointer {
  return `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`;
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
  for (const part of pointerPath(pointer)) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isJsonObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value as JsonValue | undefined;
}

/** How a pointer is written for people: `spec.dependsOn[0].name`. */
export function formatPointer(pointer: JsonPointer): string {
  return pointerPath(pointer).reduce((text, part) => {
    if (/^\d+$/.test(part)) return `${text}[${part}]`;
    if (/^[A-Za-z_$][\w$-]*$/.test(part)) return text === "" ? part : `${text}.${part}`;
    return `${text}[${JSON.stringify(part)}]`;
  }, "");
}
