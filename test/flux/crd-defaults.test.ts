import { expect, test } from "vitest";
import { withDefaults } from "../../src/flux/crd-defaults.js";
import type { CrdSchema } from "../../src/flux/crd-schema.js";

const schema: CrdSchema = {
  type: "object",
  properties: {
    plain: { type: "string" },
    open: { type: "string", nullable: true },
    given: { type: "string", default: "d" },
    nested: { type: "object", properties: { on: { type: "boolean", default: true } } },
    whole: { type: "object", default: {}, properties: { size: { type: "integer", default: 3 } } },
    list: { type: "array", items: { type: "object", properties: { key: { type: "string", default: "k" } } } },
    map: {
      type: "object",
      additionalProperties: { type: "object", properties: { on: { type: "boolean", default: true } } },
    },
    any: { "x-kubernetes-preserve-unknown-fields": true },
  },
};
const filled = { given: "d", whole: { size: 3 } };

test.each([
  ["absent fields get their defaults, and defaults theirs", {}, filled],
  ["an absent object gets no defaults inside", { plain: "x" }, { plain: "x", ...filled }],
  ["a present object does", { nested: {} }, { nested: { on: true }, ...filled }],
  ["null is dropped, or replaced by a default", { plain: null, given: null }, filled],
  ["null stays where the schema allows it", { open: null }, { open: null, ...filled }],
  ["items of lists", { list: [{}, { key: "x" }] }, { list: [{ key: "k" }, { key: "x" }], ...filled }],
  ["values of maps", { map: { a: {}, b: null } }, { map: { a: { on: true } }, ...filled }],
  ["free JSON is left alone", { any: { a: null } }, { any: { a: null }, ...filled }],
  ["a field that the schema lacks is left alone", { other: { a: null } }, { other: { a: null }, ...filled }],
  ["a value of another type is left alone", { nested: "text" }, { nested: "text", ...filled }],
])("defaults: %s", (_, value, expected) => {
  expect(withDefaults(schema, value)).toEqual(expected);
});

test("a value that lacks nothing comes back itself", () => {
  const value = { ...filled, list: [{ key: "x" }] };
  expect(withDefaults(schema, value)).toBe(value);
});

test("a key called __proto__ stays an ordinary key", () => {
  const value = JSON.parse('{"map":{"__proto__":{}}}');
  expect(JSON.stringify(withDefaults(schema, value))).toContain('"__proto__":{"on":true}');
});
