import type { CrdRule, CrdSchema } from "../../flux/crd-schema.js";
import type { JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerStep } from "../../objects/pointer.js";
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
  const rules = (schema["x-kubernetes-validations"] ?? []).filter(({ rule }) => !rule.includes("oldSelf"));
  if (rules.length > 0 && sound(pointer)) {
    const self = celValue(schema, value);
    for (const rule of rules) {
      if (!holds(rule, self)) yield { pointer: pointer + faultPath(rule), rule };
    }
  }
  for (const [name, child, below] of childrenWithValues(schema, value)) {
    yield* evaluateRules(below, child, sound, pointer + pointerStep(name));
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
    for (const name of Object.keys(value)) {
      const below = schemaOfField(schema, name);
      const child = value[name];
      if (below && child !== undefined && hasRules(below)) yield [name, child, below];
    }
  }
}

function schemaOfField({ properties, additionalProperties }: CrdSchema, name: string): CrdSchema | undefined {
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

/**
 * The value as CEL sees it: integers are 64-bit, also where the schema says nothing; a `number` stays a double.
 * Parts without integers are shared, not copied.
 */
function celValue(schema: CrdSchema | undefined, value: JsonValue | undefined): unknown {
  if (typeof value === "number") {
    return schema?.type !== "number" && Number.isInteger(value) ? BigInt(value) : value;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => celValue(schema?.items, item));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isJsonObject(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const child = value[name];
    const seen = celValue(schema && schemaOfField(schema, name), child);
    if (seen === child && child !== undefined) continue;
    copy ??= Object.assign(Object.create(null), value) as Record<string, unknown>;
    if (child === undefined) delete copy[name];
    else copy[name] = seen;
  }
  return copy ?? value;
}
