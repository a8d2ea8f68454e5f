import type { JsonValue } from "../objects/json.js";
import { isJsonObject } from "../objects/json.js";
import type { JsonPointer } from "../objects/pointer.js";
import { pointerStep } from "../objects/pointer.js";

/** Columns of what stands on one line; keys and calls before it come on top. */
const WIDTH = 88;

/** Code that stands in the place of values: a variable for a reference. */
export type Replacements = ReadonlyMap<JsonPointer, string>;

/**
 * A value as TypeScript: on one line when it is short and flat, else one entry a line. Texts of several lines become
 * template literals, so that a script or a patch reads as it did.
 *
 * @param indent - of the line that the value begins on
 * @param pointer - of the value, by which `replacements` are found
 */
export function printLiteral(
  value: JsonValue,
  indent = "",
  replacements: Replacements = new Map(),
  pointer: JsonPointer = "",
): string {
  const replacement = replacements.get(pointer);
  if (replacement !== undefined) return replacement;
  if (typeof value === "string") return value.includes("\n") ? template(value) : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const print = (child: JsonValue, step: string) =>
    printLiteral(child, inner, replacements, pointer + pointerStep(step));
  if (!isJsonObject(value)) {
    const items = (value as readonly JsonValue[]).map((item, index) => print(item, String(index)));
    return enclose("[", items, "]", indent);
  }
  const entries = Object.entries(value).map(([key, child]) => {
    const name = propertyKey(key);
    const text = print(child as JsonValue, key);
    return name === text ? name : `${name}: ${text}`;
  });
  return enclose("{", entries, "}", indent);
}

/** Entries between brackets, on one line if that fits. */
function enclose(open: string, entries: readonly string[], close: string, indent: string): string {
  if (entries.length === 0) return open + close;
  const padding = open === "{" ? " " : "";
  const flat = `${open}${padding}${entries.join(", ")}${padding}${close}`;
  const isFlat = entries.every((entry) => !entry.includes("\n")) && indent.length + flat.length <= WIDTH;
  if (isFlat) return flat;
  const inner = `${indent}  `;
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join("")}${indent}${close}`;
}

/** A key of an object literal. `__proto__` written plainly would set the prototype. */
export function propertyKey(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

/** Control characters stay escapes: an editor would lose them, and JavaScript reads a carriage return as a newline. */
function template(text: string): string {
  const body = text
    .replace(/[\\`]|\$\{/g, "\\$&")
    .replace(
      /[^\P{Cc}\n\t]|[\u2028\u2029\ufeff]/gu,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return `\`${body}\``;
}
