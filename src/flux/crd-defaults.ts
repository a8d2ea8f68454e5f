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
  let copy: Copy | undefined;
  for (const name of Object.keys(object)) {
    const value = object[name];
    const field = fieldSchema(schema, name);
    if (field === undefined || value === undefined) continue;
    const isForbiddenNull = value === null && field.nullable !== true;
    const after = isForbiddenNull ? defaultOf(field) : withDefaults(field, value);
    if (after !== value) {
      copy ??= copyOf(object);
      setField(copy, name, after);
    }
  }
  for (const [name, field] of defaultedFields(schema)) {
    if (object[name] !== undefined) continue;
    copy ??= copyOf(object);
    setField(copy, name, defaultOf(field));
  }
  return copy ?? object;
}

const knownDefaulted = new WeakMap<CrdSchema, readonly (readonly [string, CrdSchema])[]>();

/** The fields of a schema that have a default; asked for every object, so remembered. */
function defaultedFields(schema: CrdSchema): readonly (readonly [string, CrdSchema])[] {
  const known = knownDefaulted.get(schema);
  if (known !== undefined) return known;
  const fields = Object.entries(schema.properties ?? {}).filter(([, field]) => field.default !== undefined);
  knownDefaulted.set(schema, fields);
  return fields;
}

type Copy = Record<string, JsonValue | undefined>;

/** Not `{ ...object }`: what that gives has a shape of its own in Node 20 as soon as a key is added. */
function copyOf(object: JsonObject): Copy {
  return Object.assign({}, object);
}

/** Sets a field, or removes it. Defining keeps a key `__proto__` an ordinary one, but is slow for all others. */
function setField(copy: Copy, name: string, value: JsonValue | undefined): void {
  if (value === undefined) delete copy[name];
  else if (name !== "__proto__") copy[name] = value;
  else Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
}

function fieldSchema(schema: CrdSchema, name: string): CrdSchema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** A default may itself lack fields that have defaults. */
function defaultOf(schema: CrdSchema): JsonValue | undefined {
  return schema.default === undefined ? undefined : withDefaults(schema, schema.default);
}
