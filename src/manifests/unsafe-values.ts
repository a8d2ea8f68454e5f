import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose, placeOf } from "../diagnostics/report.js";
import type { Located } from "../objects/origin.js";
import type { JsonPointer } from "../objects/pointer.js";
import { formatPointer, pointerOf } from "../objects/pointer.js";
import { maxDepth } from "./limits.js";
import { whyUnsafeKey, whyUnsafeString } from "./print-scalar.js";

/** A value that cannot be written so that every YAML reader gets it back. */
export interface UnsafeValue {
  readonly pointer: JsonPointer;
  /** Whether the key is at fault, or the value. */
  readonly part: "key" | "value";
  /** Completes "the value …": `holds the character U+0085, which …`. */
  readonly reason: string;
}

/** All values and keys of an object that `printManifests` refuses, in the order they stand. */
export function unsafeValues(root: unknown): UnsafeValue[] {
  const found: UnsafeValue[] = [];
  collect(root, [], found);
  return found;
}

/** The refused values of an object as findings at their places. */
export function unsafeValueDiagnostics(located: Located): Diagnostic[] {
  return unsafeValues(located.object).map(({ pointer, part, reason }) =>
    diagnose("yaml-unsafe-value", placeOf(located, pointer, part), {
      message: `The ${part} at ${formatPointer(pointer) || "the root"} ${reason}.`,
      hint: "Encode it (base64 in a Secret's data, or binaryData of a ConfigMap), or leave the character out.",
    }),
  );
}

function collect(value: unknown, path: (string | number)[], found: UnsafeValue[]): void {
  const reason = whyUnsafe(value, path.length);
  if (reason !== undefined) found.push({ pointer: pointerOf(path), part: "value", reason });
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) collect(item, [...path, i], found);
  else if (typeof value === "object" && value !== null) collectEntries(value, path, found);
}

function collectEntries(value: object, path: (string | number)[], found: UnsafeValue[]): void {
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    const at = [...path, key];
    const reason = whyUnsafeKey(key);
    if (reason !== undefined) found.push({ pointer: pointerOf(at), part: "key", reason });
    collect(entry, at, found);
  }
}

function whyUnsafe(value: unknown, depth: number): string | undefined {
  if (depth > maxDepth) return `stands more than ${maxDepth} levels deep, or contains itself`;
  switch (typeof value) {
    case "string":
      return whyUnsafeString(value);
    case "number":
      return Number.isFinite(value) ? undefined : `is ${value}, which JSON does not have`;
    case "boolean":
      return undefined;
    case "object":
      return isPlain(value) ? undefined : `is a ${value?.constructor?.name ?? "class"}, not plain data`;
    default:
      return `is ${value === undefined ? "undefined in a list" : `a ${typeof value}`}, which JSON does not have`;
  }
}

/** Whether an object is data: a list, an object literal, null. */
export function isPlain(value: object | null): boolean {
  if (value === null || Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
