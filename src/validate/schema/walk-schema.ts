import type { CrdSchema } from "../../flux/crd-schema.js";
import { hasFormat } from "../../flux/formats.js";
import { isQuantity, takesQuantity } from "../../flux/kubernetes-schemas.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject, jsonEqual } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerStep } from "../../objects/pointer.js";
import { embeddedSchema } from "./object-meta.js";

/** What is wrong with a value, by the schema of its place. */
export type SchemaFault = { readonly pointer: JsonPointer; readonly schema: CrdSchema } & (
  | { readonly fault: "unknown-field"; readonly name: string }
  | { readonly fault: "required"; readonly name: string }
  | { readonly fault: "type" | "enum" | "pattern" | "format"; readonly value: JsonValue }
  | { readonly fault: "range"; readonly value: JsonValue; readonly bound: string }
  | { readonly fault: "duplicate"; readonly value: JsonValue; readonly keys: readonly string[] }
  | { readonly fault: "combination"; readonly value: JsonValue }
);

/**
 * Compares a value, defaults filled in, with a structural schema, as the API server does. One walk serves the
 * kinds of Flux, those of Kubernetes, and those that a user's CustomResourceDefinitions bring.
 *
 * @param matches judges patterns: those of Flux are known to be harmless, those of others are not
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function walkSchema(schema: CrdSchema, value: JsonValue, matches: Matches): SchemaFault[] {
  const into: Walk = { faults: [], matches };
  walk(schema, value, "", into);
  return into.faults;
}

/** Whether a text has the form that a pattern of a schema asks for. */
export type Matches = (pattern: string, text: string) => boolean;

/** Faults are pushed, not yielded: this is run for every value of a fleet, and nested generators are slow. */
interface Walk {
  readonly faults: SchemaFault[];
  readonly matches: Matches;
}

function walk(schema: CrdSchema, value: JsonValue, pointer: JsonPointer, into: Walk): void {
  if (value === null) {
    if (!schema.nullable && schema.type !== undefined)
      into.faults.push({ fault: "type", pointer, schema, value });
    return;
  }
  if (!hasType(schema, value)) {
    into.faults.push({ fault: "type", pointer, schema, value });
    return;
  }
  if (schema.enum && !schema.enum.some((member) => jsonEqual(member, value))) {
    into.faults.push({ fault: "enum", pointer, schema, value });
  }
  if (typeof value === "string") walkText(schema, value, pointer, into);
  else if (typeof value === "number") walkNumber(schema, value, pointer, into);
  else if (Array.isArray(value)) walkList(schema, value as readonly JsonValue[], pointer, into);
  else if (isJsonObject(value)) walkMap(schema, value, pointer, into);
  if (!holdsCombinations(schema, value, into.matches))
    into.faults.push({ fault: "combination", pointer, schema, value });
}

function hasType(schema: CrdSchema, value: JsonValue): boolean {
  if (schema["x-kubernetes-int-or-string"]) return typeof value === "string" || Number.isInteger(value);
  switch (schema.type) {
    case undefined:
      return !takesQuantity(schema) || typeof value === "string" || typeof value === "number";
    case "array":
      return Array.isArray(value);
    case "object":
      return isJsonObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === schema.type;
  }
}

function walkText(schema: CrdSchema, value: string, pointer: JsonPointer, into: Walk): void {
  if (schema.pattern !== undefined && !into.matches(schema.pattern, value)) {
    into.faults.push({ fault: "pattern", pointer, schema, value });
  }
  if (schema.format !== undefined && !hasForm(schema, schema.format, value)) {
    into.faults.push({ fault: "format", pointer, schema, value });
  }
  const length = hasLengthBound(schema) ? [...value].length : 0;
  if (schema.maxLength !== undefined && length > schema.maxLength) {
    into.faults.push({
      fault: "range",
      pointer,
      schema,
      value,
      bound: `at most ${schema.maxLength} characters`,
    });
  }
  if (schema.minLength !== undefined && length < schema.minLength) {
    into.faults.push({
      fault: "range",
      pointer,
      schema,
      value,
      bound: `at least ${count(schema.minLength, "character")}`,
    });
  }
}

function hasForm(schema: CrdSchema, format: string, value: string): boolean {
  return takesQuantity(schema) ? isQuantity(value) : hasFormat(format, value);
}

function hasLengthBound(schema: CrdSchema): boolean {
  return schema.maxLength !== undefined || schema.minLength !== undefined;
}

function walkNumber(schema: CrdSchema, value: number, pointer: JsonPointer, into: Walk): void {
  const { minimum, maximum, multipleOf } = schema;
  if (minimum !== undefined && (schema.exclusiveMinimum ? value <= minimum : value < minimum)) {
    const bound = schema.exclusiveMinimum ? `more than ${minimum}` : `at least ${minimum}`;
    into.faults.push({ fault: "range", pointer, schema, value, bound });
  }
  if (maximum !== undefined && (schema.exclusiveMaximum ? value >= maximum : value > maximum)) {
    const bound = schema.exclusiveMaximum ? `less than ${maximum}` : `at most ${maximum}`;
    into.faults.push({ fault: "range", pointer, schema, value, bound });
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
    into.faults.push({ fault: "range", pointer, schema, value, bound: `a multiple of ${multipleOf}` });
  }
}

function walkList(schema: CrdSchema, value: readonly JsonValue[], pointer: JsonPointer, into: Walk): void {
  walkSize(value.length, [schema.minItems, schema.maxItems], "item", { schema, value, pointer }, into);
  walkDuplicates(schema, value, pointer, into);
  if (!schema.items) return;
  for (const [index, item] of value.entries()) walk(schema.items, item, `${pointer}/${index}`, into);
}

function walkDuplicates(
  schema: CrdSchema,
  value: readonly JsonValue[],
  pointer: JsonPointer,
  into: Walk,
): void {
  const type = schema["x-kubernetes-list-type"];
  const keys = type === "map" ? (schema["x-kubernetes-list-map-keys"] ?? []) : [];
  if (type !== "map" && type !== "set" && !schema.uniqueItems) return;
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    const own = isJsonObject(item) ? keys.map((key) => item[key] ?? null) : [];
    if (own.length > 0 && own.every((key) => key === null)) {
      requireKey(schema, keys, `${pointer}/${index}`, into);
      continue;
    }
    const identity = JSON.stringify(own.length > 0 ? own : item);
    if (seen.has(identity)) {
      into.faults.push({ fault: "duplicate", pointer: `${pointer}/${index}`, schema, value: item, keys });
    }
    seen.add(identity);
  }
}

/** An item without any of its keys cannot be told from others; often its own schema says so as well. */
function requireKey({ items }: CrdSchema, [name]: readonly string[], pointer: JsonPointer, into: Walk): void {
  if (items === undefined || name === undefined || items.required?.includes(name)) return;
  into.faults.push({ fault: "required", pointer, schema: items, name });
}

function walkMap(given: CrdSchema, value: JsonObject, pointer: JsonPointer, into: Walk): void {
  const schema = given["x-kubernetes-embedded-resource"] ? embeddedSchema(given) : given;
  const { properties, additionalProperties } = schema;
  const names = Object.keys(value);
  walkSize(
    names.length,
    [schema.minProperties, schema.maxProperties],
    "entry",
    {
      schema,
      value,
      pointer,
    },
    into,
  );
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name) || value[name] === undefined) {
      into.faults.push({ fault: "required", pointer, schema, name });
    }
  }
  for (const name of names) {
    const child = value[name];
    if (child === undefined) continue;
    const own = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const below = pointer + pointerStep(name);
    if (own) walk(own, child, below, into);
    else if (typeof additionalProperties === "object") walk(additionalProperties, child, below, into);
    else if (!isOpen(schema)) into.faults.push({ fault: "unknown-field", pointer: below, schema, name });
  }
}

/** Whether a map takes fields that its schema does not name. */
function isOpen(schema: CrdSchema): boolean {
  return (
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    schema.additionalProperties === true ||
    (schema.properties === undefined &&
      schema.additionalProperties === undefined &&
      schema.type === undefined)
  );
}

function walkSize(
  size: number,
  [min, max]: readonly [number | undefined, number | undefined],
  noun: string,
  at: { readonly schema: CrdSchema; readonly value: JsonValue; readonly pointer: JsonPointer },
  into: Walk,
): void {
  if (min !== undefined && size < min)
    into.faults.push({ fault: "range", bound: `at least ${count(min, noun)}`, ...at });
  if (max !== undefined && size > max)
    into.faults.push({ fault: "range", bound: `at most ${count(max, noun)}`, ...at });
}

function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun === "entry" ? "entries" : `${noun}s`}`;
}

function holdsCombinations(schema: CrdSchema, value: JsonValue, matches: Matches): boolean {
  const { allOf, anyOf, oneOf, not } = schema;
  if (!allOf && !anyOf && !oneOf && !not) return true;
  const holds = (part: CrdSchema) => walkSchema(openly(part), value, matches).length === 0;
  return (
    (allOf?.every(holds) ?? true) &&
    (anyOf?.some(holds) ?? true) &&
    (oneOf === undefined || oneOf.filter(holds).length === 1) &&
    !(not && holds(not))
  );
}

/** Parts of a combination constrain fields; that other fields exist is said outside of them. */
function openly(schema: CrdSchema): CrdSchema {
  return {
    ...schema,
    "x-kubernetes-preserve-unknown-fields": true,
    ...(schema.items && { items: openly(schema.items) }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, part]) => [name, openly(part)]),
      ),
    }),
  };
}
