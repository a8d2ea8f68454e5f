import type { JsonObject, JsonValue } from "../objects/json.js";
import { asObject, asString, isJsonObject } from "../objects/json.js";
import type { CrdSchema } from "./crd-schema.js";

type Read = (value: JsonValue) => JsonValue | undefined;

const text: Read = (value) => asString(value);
const number: Read = (value) => (typeof value === "number" ? value : undefined);
const flag: Read = (value) => (typeof value === "boolean" ? value : undefined);
const list: Read = (value) => (Array.isArray(value) ? value : undefined);
const texts: Read = (value) => listOf(value)?.filter((item) => typeof item === "string");
const schema: Read = (value) => (isJsonObject(value) ? readKeywords(value) : undefined);
const schemas: Read = (value) => listOf(value)?.filter(isJsonObject).map(readKeywords);
const properties: Read = (value) =>
  isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, readKeywords(asObject(child))]))
    : undefined;
const rules: Read = (value) =>
  listOf(value)
    ?.filter(isJsonObject)
    .map((rule) => readWith(ruleFields, rule))
    .filter(({ rule }) => rule !== undefined);

const ruleFields: Readonly<Record<string, Read>> = {
  rule: text,
  message: text,
  messageExpression: text,
  reason: text,
  fieldPath: text,
  optionalOldSelf: flag,
};

/** What a validator reads. What explains a schema to people (`description`, `example`) is no part of it. */
const keywords: { readonly [Keyword in keyof Required<CrdSchema>]: Read } = {
  type: text,
  properties,
  required: texts,
  additionalProperties: (value) => flag(value) ?? schema(value),
  items: schema,
  enum: list,
  pattern: text,
  format: text,
  default: (value) => value,
  nullable: flag,
  minimum: number,
  maximum: number,
  exclusiveMinimum: flag,
  exclusiveMaximum: flag,
  multipleOf: number,
  minLength: number,
  maxLength: number,
  minItems: number,
  maxItems: number,
  minProperties: number,
  maxProperties: number,
  uniqueItems: flag,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  not: schema,
  "x-kubernetes-int-or-string": flag,
  "x-kubernetes-preserve-unknown-fields": flag,
  "x-kubernetes-embedded-resource": flag,
  "x-kubernetes-list-type": text,
  "x-kubernetes-list-map-keys": texts,
  "x-kubernetes-map-type": text,
  "x-kubernetes-validations": rules,
};

/**
 * A schema as it stands in a CustomResourceDefinition, without its prose. Whoever wrote it, every part of what comes
 * out has the type that it says: a part that has not, for which the API server refuses the definition, is left out.
 */
export function readCrdSchema(value: JsonObject): CrdSchema {
  return readKeywords(value) as CrdSchema;
}

function readKeywords(value: JsonObject): JsonObject {
  return readWith(keywords, value);
}

function readWith(fields: Readonly<Record<string, Read>>, value: JsonObject): JsonObject {
  const entries = Object.entries(value).flatMap(([key, written]) => {
    const read = written !== undefined && Object.hasOwn(fields, key) ? fields[key]?.(written) : undefined;
    return read === undefined ? [] : [[key, read] as const];
  });
  return Object.fromEntries(entries);
}

function listOf(value: JsonValue): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
}
