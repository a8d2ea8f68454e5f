import { describe, expect, test } from "vitest";
import { withDefaults } from "../../src/flux/crd-defaults.js";
import { findCrdSchema } from "../../src/flux/crd-facts.js";
import { compileValidator } from "../../src/flux/crd-validator.js";
import { fluxKindNames } from "../../src/flux/kinds.js";
import { schemaErrors } from "../../src/flux/schema-errors.js";
import { walkSchema } from "../../src/validate/schema/walk-schema.js";
import { RandomObjects } from "./random-object.js";

describe.each(fluxKindNames)("random objects of %s", (kind) => {
  const schema = findCrdSchema(kind)!;
  const random = new RandomObjects(fluxKindNames.indexOf(kind));
  const objects = Array.from({ length: 60 }, (_, index) => random.object(kind, `object-${index}`));
  const filled = objects.map((object) => withDefaults(schema, object));
  const isSound = filled.map((object) => schemaErrors(kind, object).length === 0);

  test("are sound and broken", () => {
    expect(new Set(isSound)).toEqual(new Set([true, false]));
  });

  test("get the same verdict from code made ahead, from code made at run time, and from the walk", () => {
    const validate = compileValidator(schema);
    expect(filled.map((object) => validate(object).length === 0)).toEqual(isSound);
    const walked = filled.map((object) => [...walkSchema(schema, object)].filter(isStructural).length === 0);
    expect(walked).toEqual(isSound);
  });
});

/** That keys repeat in a list is beyond JSON Schema, and `metadata` is judged elsewhere. */
function isStructural({ fault, pointer }: { readonly fault: string; readonly pointer: string }): boolean {
  return fault !== "duplicate" && !pointer.startsWith("/metadata");
}
