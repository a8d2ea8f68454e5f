import { suggestion } from "../../diagnostics/did-you-mean.js";
import type { JsonValue } from "../../objects/json.js";
import { asArray, asObject, isJsonObject } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerOf } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";
import type { Subject } from "../scope.js";

/** Inputs that the operator adds to every set. */
const BUILT_IN = ["id", "provider"];

/**
 * A template that asks for an input which none of the sets has. Inputs that come from providers are not known
 * here, so ResourceSets with `inputsFrom` are left alone.
 *
 * @see https://fluxoperator.dev/docs/crd/resourceset/
 */
export const resourceSetInput: ObjectRule = {
  code: "resource-set-input",
  kinds: ["ResourceSet"],
  *check(subject) {
    const { spec } = subject;
    const sets = asArray(spec.inputs).map(asObject);
    if (spec.inputsFrom !== undefined || sets.length === 0) return;
    const names = [...new Set(sets.flatMap(Object.keys))];
    for (const [pointer, text] of templates(subject)) {
      for (const [expression, name = ""] of text.matchAll(/<<[^<>]*?\binputs\.([A-Za-z_]\w*)\b[^<>]*>>/g)) {
        const isMissing = sets.some((set) => set[name] === undefined) && !BUILT_IN.includes(name);
        // A template may well ask first whether the input is there.
        if (!isMissing || /\b(if|with|or|and|default|hasKey|get|dig)\b/.test(expression)) continue;
        yield {
          pointer,
          message: `The template asks for inputs.${name}, which ${names.includes(name) ? "not every input has" : "no input has"}.${suggestion(name, names)}`,
          hint: `Use one of ${names.join(", ")}, or add ${name} to spec.inputs.`,
        };
      }
    }
  },
};

function* templates({ spec }: Subject): Generator<[JsonPointer, string]> {
  for (const field of ["resources", "resourcesTemplate", "steps"]) {
    yield* textsIn(spec[field] ?? null, `/spec/${field}`);
  }
}

function* textsIn(value: JsonValue, pointer: JsonPointer): Generator<[JsonPointer, string]> {
  if (typeof value === "string") yield [pointer, value];
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsIn(item, `${pointer}/${index}`);
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value))
      yield* textsIn(child ?? null, pointer + pointerOf([key]));
  }
}
