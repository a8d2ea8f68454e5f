import { expect, test } from "vitest";
import type { CrdSchema } from "../../src/flux/crd-schema.js";
import { compileValidator } from "../../src/flux/crd-validator.js";

const spec: Readonly<Record<string, CrdSchema>> = {
  port: { "x-kubernetes-int-or-string": true },
  pattern: { type: "string", pattern: "(?i)^(a+)+$" },
  other: { type: "string", pattern: "^b$" },
  count: { type: "integer", format: "int32", minimum: 0, exclusiveMinimum: true, maximum: 10 },
  when: { type: "string", format: "date-time", nullable: true },
  size: { type: "string", enum: ["s", "m"], nullable: true },
  template: {
    type: "object",
    "x-kubernetes-embedded-resource": true,
    properties: { spec: { type: "object" } },
  },
  empty: { type: "object" },
  open: {
    type: "object",
    "x-kubernetes-preserve-unknown-fields": true,
    properties: { a: { type: "string" } },
  },
  either: {
    type: "object",
    properties: { a: { type: "string" }, b: { type: "string" } },
    oneOf: [{ required: ["a"] }, { required: ["b"] }],
  },
};
const validate = compileValidator({
  type: "object",
  properties: { spec: { type: "object", properties: spec } },
});

test.each([
  ["an integer or a text", { port: "5%" }, []],
  ["a fraction where an integer or a text is due", { port: 1.5 }, ["/spec/port type"]],
  ["a pattern with flags, as RE2 knows them", { pattern: "AAA" }, []],
  [
    "a text that takes a backtracking engine hours",
    { pattern: `${"a".repeat(5000)}b` },
    ["/spec/pattern pattern"],
  ],
  ["a number beyond int32, which the API server does not check", { count: 10 }, []],
  ["an excluded bound", { count: 0 }, ["/spec/count exclusiveMinimum"]],
  ["null where it may be", { when: null, size: null }, []],
  ["a date that does not exist", { when: "2024-02-30T00:00:00Z" }, ["/spec/when format"]],
  [
    "an embedded object",
    { template: { apiVersion: "v1", kind: "Pod", metadata: { name: "x" }, spec: {} } },
    [],
  ],
  [
    "an unknown field of an embedded object",
    { template: { kin: "Pod" } },
    ["/spec/template additionalProperties"],
  ],
  ["a field in an object that has none", { empty: { a: 1 } }, ["/spec/empty additionalProperties"]],
  ["an unknown field where unknown ones are kept", { open: { b: 1 } }, []],
  ["a wrong field where unknown ones are kept", { open: { a: 1 } }, ["/spec/open/a type"]],
  ["one of two", { either: { a: "x" } }, []],
  ["both of two", { either: { a: "x", b: "y" } }, ["/spec/either oneOf"]],
])("a user's kind: %s", (_, value, expected) => {
  const errors = validate({ apiVersion: "a/v1", kind: "K", metadata: {}, spec: value });
  expect(errors.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)).toEqual(expected);
});

test("a pattern that is no RE2 is refused when the schema is compiled", () => {
  expect(() =>
    compileValidator({ type: "object", properties: { a: { type: "string", pattern: "(?=x)" } } }),
  ).toThrow();
});
