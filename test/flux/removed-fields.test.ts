import { expect, it } from "vitest";
import { findCrdSchema } from "../../src/flux/crd-facts.js";
import type { CrdSchema } from "../../src/flux/crd-schema.js";
import { fluxKindNames } from "../../src/flux/kinds.js";
import { removedFieldsOf } from "../../src/flux/removed.js";

it.each(fluxKindNames)("no field that is called removed is in the schema of %s", (kind) => {
  const still = removedFieldsOf(kind).filter(({ pointer }) => {
    let schema: CrdSchema | undefined = findCrdSchema(kind);
    for (const step of pointer.split("/").slice(1)) schema = schema?.properties?.[step];
    return schema !== undefined;
  });
  expect(still).toEqual([]);
});
