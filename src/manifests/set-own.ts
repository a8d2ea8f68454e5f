import type { JsonValue } from "../objects/json.js";

/** Sets an own property whatever the key: assigning `__proto__` would set the prototype instead. */
export function setOwn(target: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}
