import { asArray, type JsonValue } from "../objects/json.js";
import type { CrdSchema } from "./crd-schema.js";

/** A JSON Schema (draft 7) as far as CRDs need one. */
export interface JsonSchema {
  readonly [keyword: string]: JsonValue | JsonSchema | readonly JsonSchema[] | undefined;
}

/** Keywords that mean the same in a CRD and in JSON Schema. */
const SAME = [
  "required",
  "enum",
  "pattern",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "uniqueItems",
] as const satisfies readonly (keyof CrdSchema)[];

/** Formats of strings that are checked; the API server passes over most others, `int32` and `int64` among them. */
export const checkedFormats = [
  "byte",
  "date",
  "date-time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "cidr",
  "mac",
  "uri",
  "uuid",
] as const;
export type CheckedFormat = (typeof checkedFormats)[number];

const OPEN: JsonSchema = { type: "object" };

/**
 * The JSON Schema by which an object of a kind is judged as the API server judges it. Fields that the CRD does
 * not name are errors, because server-side apply, by which Flux applies, refuses them. `metadata` is left to the
 * rules of names and labels.
 */
export function jsonSchemaOfKind(schema: CrdSchema): JsonSchema {
  return jsonSchemaOf({ ...schema, "x-kubernetes-embedded-resource": true });
}

/** The JSON Schema of a part of an object. */
export function jsonSchemaOf(schema: CrdSchema): JsonSchema {
  const same = Object.fromEntries(
    SAME.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]]])),
  ) as JsonSchema;
  return nullable(schema, {
    ...typeOf(schema),
    ...same,
    ...rangeOf(schema),
    ...formatOf(schema),
    ...objectOf(schema),
    ...(schema.items && { items: jsonSchemaOf(schema.items) }),
    ...combined(schema),
  });
}

function typeOf(schema: CrdSchema): JsonSchema {
  if (schema["x-kubernetes-int-or-string"]) return { type: ["integer", "string"] };
  return schema.type === undefined ? {} : { type: schema.type };
}

/** OpenAPI 3.0 has exclusive bounds as flags, draft 7 as numbers. */
function rangeOf(schema: CrdSchema): JsonSchema {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  return {
    ...(minimum !== undefined && { [exclusiveMinimum ? "exclusiveMinimum" : "minimum"]: minimum }),
    ...(maximum !== undefined && { [exclusiveMaximum ? "exclusiveMaximum" : "maximum"]: maximum }),
  };
}

function formatOf({ format }: CrdSchema): JsonSchema {
  return checkedFormats.some((known) => known === format) ? { format: format as string } : {};
}

function objectOf(schema: CrdSchema): JsonSchema {
  const { properties, additionalProperties } = schema;
  const embedded = schema["x-kubernetes-embedded-resource"] === true;
  const own = Object.entries(properties ?? {}).map(([name, child]) => [name, jsonSchemaOf(child)] as const);
  const all = Object.fromEntries(embedded ? [...own, ...identity] : own);
  return {
    ...(Object.keys(all).length > 0 && { properties: all }),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: jsonSchemaOf(additionalProperties) }
      : isClosed(schema) && { additionalProperties: false }),
  };
}

/** What every object has. An embedded resource has it whether or not the CRD says so. */
const identity: readonly (readonly [string, JsonSchema])[] = [
  ["apiVersion", { type: "string" }],
  ["kind", { type: "string" }],
  ["metadata", OPEN],
];

/** Whether a field that the schema does not name would be dropped or refused. */
function isClosed(schema: CrdSchema): boolean {
  return (
    schema.type === "object" &&
    schema.additionalProperties !== true &&
    schema["x-kubernetes-preserve-unknown-fields"] !== true
  );
}

/** The schemas in junctors restrict values but name no fields: structural schemas keep those outside. */
function combined({ allOf, anyOf, oneOf, not }: CrdSchema): JsonSchema {
  return {
    ...(allOf && { allOf: allOf.map(jsonSchemaOf) }),
    ...(anyOf && { anyOf: anyOf.map(jsonSchemaOf) }),
    ...(oneOf && { oneOf: oneOf.map(jsonSchemaOf) }),
    ...(not && { not: jsonSchemaOf(not) }),
  };
}

/** `nullable: true` lets null pass whatever else the schema says. */
function nullable(schema: CrdSchema, converted: JsonSchema): JsonSchema {
  if (schema.nullable !== true) return converted;
  const { type, enum: members } = converted;
  return {
    ...converted,
    ...(type !== undefined && { type: [type, "null"].flat() as string[] }),
    ...(members !== undefined && { enum: [...asArray(members), null] }),
  };
}
