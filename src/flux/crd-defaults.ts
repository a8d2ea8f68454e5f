import { isJsonObject, type JsonObject, type JsonValue } from "../objects/json.js";
import type { CrdSchema } from "./crd-schema.js";

/**
 * The value as the API server sees it when it begins to validate: nulls dropped where the schema allows none,
 * defaults filled in. Parts that stay as they are are shared, not copied, so a value without anything to fill in
 * comes back itself.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting-and-nullable
 */
export function withDefaults(schema: CrdSchema, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return schema.items ? itemsWithDefaults(schema.items, value) : value;
  return isJsonObject(value) ? fieldsWithDefaults(schema, value) : value;
}

function itemsWithDefaults(items: CrdSchema, list: readonly JsonValue[]): readonly JsonValue[] {
  const filled = list.map((item) => withDefaults(items, item));
  return filled.some((item, index) => item !== list[index]) ? filled : list;
}

function fieldsWithDefaults(schema: CrdSchema, object: JsonObject): JsonObject {
  const changes = new Map<string, JsonValue | undefined>();
  for (const [name, value] of Object.entries(object)) {
    const field = fieldSchema(schema, name);
    if (field === undefined || value === undefined) continue;
    const isForbiddenNull = value === null && field.nullable !== true;
    const filled = isForbiddenNull ? defaultOf(field) : withDefaults(field, value);
    if (filled !== value) changes.set(name, filled);
  }
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (object[name] === undefined && field.default !== undefined) changes.set(name, defaultOf(field));
  }
  return changes.size === 0 ? object : changed(object, changes);
}

/** `Object.entries` and `fromEntries` keep a key `__proto__` an ordinary one, which assignment would not. */
function changed(object: JsonObject, changes: ReadonlyMap<string, JsonValue | undefined>): JsonObject {
  const entries = new Map([...Object.entries(object), ...changes]);
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined));
}

function fieldSchema(schema: CrdSchema, name: string): CrdSchema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** A default may itself lack fields that have defaults. */
function defaultOf(schema: CrdSchema): JsonValue | undefined {
  return schema.default === undefined ? undefined : withDefaults(schema, schema.default);
}
