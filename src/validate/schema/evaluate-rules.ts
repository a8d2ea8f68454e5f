import type { CrdRule, CrdSchema } from "../../flux/crd-schema.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerOf } from "../../objects/pointer.js";
import { compileExpression } from "../cel/expression.js";

/** A CEL rule that does not hold for the value at a place. */
export interface BrokenRule {
  readonly pointer: JsonPointer;
  readonly rule: CrdRule;
}

const SELF = { self: "dyn", oldSelf: "dyn" };
const withRules = new WeakMap<CrdSchema, boolean>();

/**
 * Evaluates the CEL rules of a schema, at every place that has one. Rules that compare with the old object are
 * left out, since there is none. A rule that cannot be evaluated does not hold, as for the API server.
 *
 * @param sound tells whether the value at a place has the right structure: the rules of others are not run.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export function* evaluateRules(
  schema: CrdSchema,
  value: JsonValue,
  sound: (pointer: JsonPointer) => boolean,
  pointer: JsonPointer = "",
): Generator<BrokenRule> {
  if (!hasRules(schema)) return;
  for (const rule of schema["x-kubernetes-validations"] ?? []) {
    if (rule.rule.includes("oldSelf") || !sound(pointer)) continue;
    if (!holds(rule, celValue(schema, value))) yield { pointer: pointer + faultPath(rule), rule };
  }
  for (const [name, child, below] of childrenWithValues(schema, value)) {
    yield* evaluateRules(below, child, sound, pointer + pointerOf([name]));
  }
}

function holds({ rule }: CrdRule, self: unknown): boolean {
  const expression = compileExpression(rule, SELF);
  if (expression === undefined || expression.fault) return true;
  try {
    return expression.evaluate({ self }) !== false;
  } catch {
    return false;
  }
}

/** `.spec.url` as a pointer. Other forms of the field path (`['a']`) are rare and point at the rule's place. */
function faultPath({ fieldPath }: CrdRule): JsonPointer {
  return fieldPath !== undefined && /^(\.[\w-]+)+$/.test(fieldPath) ? fieldPath.replaceAll(".", "/") : "";
}

/** Most parts of most schemas have no rule; they are not walked. */
function hasRules(schema: CrdSchema): boolean {
  let known = withRules.get(schema);
  if (known === undefined) {
    const { properties = {}, items, additionalProperties } = schema;
    const below = [...Object.values(properties), items, additionalProperties];
    known =
      (schema["x-kubernetes-validations"] ?? []).length > 0 ||
      below.some((child) => typeof child === "object" && hasRules(child));
    withRules.set(schema, known);
  }
  return known;
}

function* childrenWithValues(
  schema: CrdSchema,
  value: JsonValue,
): Generator<readonly [string | number, JsonValue, CrdSchema]> {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) for (const [index, item] of value.entries()) yield [index, item, items];
  } else if (isJsonObject(value)) {
    for (const [name, child] of Object.entries(value)) {
      const below = schemaOfField(schema, name);
      if (below && child !== undefined) yield [name, child, below];
    }
  }
}

function schemaOfField({ properties, additionalProperties }: CrdSchema, name: string): CrdSchema | undefined {
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

/** The value as CEL sees it: integers are 64-bit, also where the schema says nothing; a `number` stays a double. */
function celValue(schema: CrdSchema | undefined, value: JsonValue): unknown {
  if (typeof value === "number") {
    return schema?.type !== "number" && Number.isInteger(value) ? BigInt(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => celValue(schema?.items, item));
  if (!isJsonObject(value)) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [name, child] of Object.entries(value as JsonObject)) {
    if (child !== undefined) copy[name] = celValue(schema && schemaOfField(schema, name), child);
  }
  return copy;
}
