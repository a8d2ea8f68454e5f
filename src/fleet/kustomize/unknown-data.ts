import type { JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";

const unknown = new WeakSet<object>();

/** The data of a generated ConfigMap or Secret, a part of which is on the network. */
export function markUnknown<T extends object>(data: T): T {
  unknown.add(data);
  return data;
}

/** Whether keys or values of the data of a ConfigMap or Secret are not known here. */
export function isUnknown(data: JsonValue | undefined): boolean {
  return isJsonObject(data) && unknown.has(data);
}
