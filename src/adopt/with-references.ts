import type { JsonObject, JsonValue } from "../objects/json.js";
import { isJsonObject } from "../objects/json.js";
import { pointerPath } from "../objects/pointer.js";
import type { VariableReference } from "./references-of-object.js";

/** A spec in which variables stand for references. */
export interface ReferringSpec {
  readonly spec: JsonObject;
  /** Code by its place in the spec. */
  readonly replacements: Map<string, string>;
}

/** Puts variables in the place of references: alone, or as `ref` beside the other fields of the reference. */
export function withReferences(
  spec: JsonObject,
  references: readonly (VariableReference & { readonly variable: string })[],
): ReferringSpec {
  const replacements = new Map<string, string>();
  let changed: JsonValue = spec;
  for (const { pointer, others, variable } of references) {
    const below = pointer.slice("/spec".length);
    if (Object.keys(others).length === 0) replacements.set(below, variable);
    else {
      changed = replaced(changed, pointerPath(below), { ref: variable, ...others });
      replacements.set(`${below}/ref`, variable);
    }
  }
  return { spec: changed as JsonObject, replacements };
}

function replaced(value: JsonValue, [step, ...rest]: readonly string[], by: JsonValue): JsonValue {
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((item: JsonValue, index) => (String(index) === step ? replaced(item, rest, by) : item));
  }
  if (!isJsonObject(value)) return value;
  return { ...value, [step]: replaced(value[step] ?? null, rest, by) };
}
