import { isJsonObject } from "../objects/json.js";
import { formatPointer, pointerStep } from "../objects/pointer.js";

/**
 * The first place where a live value does not hold the intended one; undefined when it holds. What the live
 * value has more (defaults, fields of other managers) is no difference; a null in the intent means absent,
 * as server-side apply takes it. Lists must agree item by item.
 */
export function firstDifference(intended: unknown, live: unknown, pointer: string): string | undefined {
  if (intended === undefined || intended === null) return undefined;
  if (isJsonObject(intended) && isJsonObject(live)) {
    for (const [key, value] of Object.entries(intended)) {
      const difference = firstDifference(value, live[key], pointer + pointerStep(key));
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  if (Array.isArray(intended) && Array.isArray(live) && intended.length === live.length) {
    for (const [index, value] of intended.entries()) {
      const difference = firstDifference(value, live[index], `${pointer}/${index}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  if (intended === live) return undefined;
  // The API server leaves an empty map or list out where the type omits empty values.
  if (live === undefined && isEmpty(intended)) return undefined;
  return `${formatPointer(pointer)} is ${show(live)}, not ${show(intended)}`;
}

function isEmpty(value: unknown): boolean {
  return (
    value === false ||
    value === 0 ||
    value === "" ||
    (typeof value === "object" && Object.keys(value as object).length === 0)
  );
}

function show(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
