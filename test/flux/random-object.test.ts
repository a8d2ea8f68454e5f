import { describe, expect, test } from "vitest";
import { withDefaults } from "../../src/flux/crd-defaults.js";
import { findCrdSchema } from "../../src/flux/crd-facts.js";
import type { CrdSchema } from "../../src/flux/crd-schema.js";
import { fluxKindNames } from "../../src/flux/kinds.js";
import type { JsonValue } from "../../src/objects/json.js";
import { isJsonObject } from "../../src/objects/json.js";
import { pointerStep } from "../../src/objects/pointer.js";
import { matchesTrusted } from "../../src/validate/cel/pattern.js";
import { walkSchema } from "../../src/validate/schema/walk-schema.js";
import { RandomObjects } from "./random-object.js";

describe.each(fluxKindNames)("objects made by the schema of %s", (kind) => {
  const schema = findCrdSchema(kind)!;
  const random = new RandomObjects(fluxKindNames.indexOf(kind), [0]);
  const objects = Array.from({ length: 40 }, (_, index) => random.object(kind, `object-${index}`));
  const pointersOf = (value: JsonValue): readonly string[] =>
    walkSchema(schema, value, matchesTrusted)
      .filter(({ fault, pointer }) => fault !== "duplicate" && !pointer.startsWith("/metadata"))
      .map(({ pointer }) => pointer);

  test("are sound", () => {
    expect(objects.flatMap((object) => pointersOf(withDefaults(schema, object)))).toEqual([]);
  });

  test("have one fault, at its place, when one field has a wrong value", () => {
    for (const object of objects) {
      const spec = schema.properties?.spec ?? {};
      for (const { pointer, value } of brokenAtEachField(spec, object.spec ?? {}, "/spec")) {
        expect(pointersOf({ ...object, spec: value })).toEqual([pointer]);
      }
    }
  });

  test("have one fault where there is a field that no schema has", () => {
    for (const object of objects) expect(pointersOf({ ...object, stray: 1 })).toEqual(["/stray"]);
  });
});

interface Broken {
  readonly pointer: string;
  readonly value: JsonValue;
}

/** The value once for each typed field at any depth, with that field's value turned into one of another type. */
function brokenAtEachField(schema: CrdSchema, value: JsonValue, pointer: string): readonly Broken[] {
  const own = schema.type === undefined ? [] : [{ pointer, value: ofOtherType(value) }];
  if (!isJsonObject(value)) return own;
  const below = Object.entries(schema.properties ?? {}).flatMap(([field, child]) =>
    value[field] === undefined
      ? []
      : brokenAtEachField(child, value[field], pointer + pointerStep(field)).map((broken) => ({
          ...broken,
          value: { ...value, [field]: broken.value },
        })),
  );
  return [...own, ...below];
}

function ofOtherType(value: JsonValue): JsonValue {
  return typeof value === "boolean" ? 1 : true;
}
