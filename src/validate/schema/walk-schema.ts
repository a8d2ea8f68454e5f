import type { CrdSchema } from "../../flux/crd-schema.js";
import { takesQuantity } from "../../flux/kubernetes-schemas.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject, jsonEqual } from "../../objects/json.js";
import { embeddedSchema } from "./object-meta.js";
import { type Matches, type SchemaFault, Walk } from "./schema-fault.js";
import { walkDuplicates } from "./walk-duplicates.js";
import { counted, walkNumber, walkText } from "./walk-scalar.js";

/**
 * Compares a value with a structural schema, as the API server does: defaults filled in where a
 * CustomResourceDefinition gives some. A field that is null and may not be is a field that is absent. One walk serves
 * the kinds of Flux, those of Kubernetes, and those that a user's CustomResourceDefinitions bring.
 *
 * @param matches judges patterns: those of Flux are known to be harmless, those of others are not
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function walkSchema(schema: CrdSchema, value: JsonValue, matches: Matches): readonly SchemaFault[] {
  const walk = new Walk(matches);
  walkValue(schema, value, walk);
  return walk.faults;
}

function walkValue(schema: CrdSchema, value: JsonValue, walk: Walk): void {
  if (value === null) {
    if (!schema.nullable && schema.type !== undefined) walk.report(schema, { fault: "type", value });
    return;
  }
  if (!hasType(schema, value)) {
    walk.report(schema, { fault: "type", value });
    return;
  }
  if (schema.enum && !schema.enum.some((member) => jsonEqual(member, value))) {
    walk.report(schema, { fault: "enum", value });
  }
  if (typeof value === "string") walkText(schema, value, walk);
  else if (typeof value === "number") walkNumber(schema, value, walk);
  else if (Array.isArray(value)) walkList(schema, value as readonly JsonValue[], walk);
  else if (isJsonObject(value)) walkMap(schema, value, walk);
  if (!holdsCombinations(schema, value, walk.matches)) walk.report(schema, { fault: "combination", value });
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

function walkList(schema: CrdSchema, value: readonly JsonValue[], walk: Walk): void {
  const { items, minItems, maxItems } = schema;
  if (minItems !== undefined && value.length < minItems)
    walk.report(schema, { fault: "range", value, bound: `at least ${counted(minItems, "item")}` });
  if (maxItems !== undefined && value.length > maxItems)
    walk.report(schema, { fault: "range", value, bound: `at most ${counted(maxItems, "item")}` });
  walkDuplicates(schema, value, walk);
  if (!items) return;
  for (let index = 0; index < value.length; index++) {
    walk.path.push(index);
    walkValue(items, value[index] as JsonValue, walk);
    walk.path.pop();
  }
}

function walkMap(given: CrdSchema, value: JsonObject, walk: Walk): void {
  const schema = given["x-kubernetes-embedded-resource"] ? embeddedSchema(given) : given;
  const { properties, required, additionalProperties } = schema;
  const names = Object.keys(value);
  walkSize(schema, value, names.length, walk);
  for (const name of required ?? []) {
    if (isAbsent(Object.hasOwn(value, name) ? value[name] : undefined, properties?.[name])) {
      walk.report(schema, { fault: "required", name });
    }
  }
  const others = typeof additionalProperties === "object" ? additionalProperties : undefined;
  for (const name of names) {
    const child = value[name];
    const field = properties && Object.hasOwn(properties, name) ? properties[name] : others;
    if (child === undefined || isAbsent(child, field)) continue;
    if (field === undefined) {
      if (!isOpen(schema)) walk.report(schema, { fault: "unknown-field", name }, name);
      continue;
    }
    walk.path.push(name);
    walkValue(field, child, walk);
    walk.path.pop();
  }
}

function walkSize(schema: CrdSchema, value: JsonObject, size: number, walk: Walk): void {
  const { minProperties, maxProperties } = schema;
  if (minProperties !== undefined && size < minProperties)
    walk.report(schema, { fault: "range", value, bound: `at least ${counted(minProperties, "entry")}` });
  if (maxProperties !== undefined && size > maxProperties)
    walk.report(schema, { fault: "range", value, bound: `at most ${counted(maxProperties, "entry")}` });
}

function isAbsent(value: JsonValue | undefined, field: CrdSchema | undefined): boolean {
  return value === undefined || (value === null && field !== undefined && !field.nullable);
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
