import type { CrdSchema } from "../../flux/crd-schema.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { Walk } from "./schema-fault.js";

/** Items that stand twice in a list that is a set, or a map of its items' keys; and items without any key. */
export function walkDuplicates(schema: CrdSchema, value: readonly JsonValue[], walk: Walk): void {
  const type = schema["x-kubernetes-list-type"];
  if (type === "map") walkKeys(schema, schema["x-kubernetes-list-map-keys"] ?? [], value, walk);
  else if (type === "set" || schema.uniqueItems) walkSet(schema, value, walk);
}

function walkSet(schema: CrdSchema, value: readonly JsonValue[], walk: Walk): void {
  if (value.length < 2) return;
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    const identity = JSON.stringify(item);
    if (seen.has(identity)) walk.report(schema, { fault: "duplicate", value: item, keys: [] }, index);
    seen.add(identity);
  }
}

function walkKeys(schema: CrdSchema, keys: readonly string[], value: readonly JsonValue[], walk: Walk): void {
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    if (!isJsonObject(item)) continue;
    const own = keys.map((key) => keyOf(schema, item, key));
    if (own.every((key) => key === null)) {
      requireKey(schema, keys, index, walk);
      continue;
    }
    if (value.length === 1) return;
    const identity = JSON.stringify(own);
    if (seen.has(identity)) walk.report(schema, { fault: "duplicate", value: item, keys }, index);
    seen.add(identity);
  }
}

function keyOf({ items }: CrdSchema, item: JsonObject, key: string): JsonValue {
  return item[key] ?? items?.properties?.[key]?.default ?? null;
}

/** An item without any of its keys cannot be told from others; often its own schema says so as well. */
function requireKey({ items }: CrdSchema, [name]: readonly string[], index: number, walk: Walk): void {
  if (items === undefined || name === undefined || items.required?.includes(name)) return;
  walk.report(items, { fault: "required", name }, index);
}
