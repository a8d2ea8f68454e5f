import { expect, test } from "vitest";
import type { CrdSchema } from "../../src/flux/crd-schema.js";
import { matchesForeign } from "../../src/validate/cel/pattern.js";
import { walkSchema } from "../../src/validate/schema/walk-schema.js";

const schema: CrdSchema = {
  type: "object",
  properties: {
    port: { "x-kubernetes-int-or-string": true },
    pattern: { type: "string", pattern: "(?i)^(a+)+$" },
    count: { type: "integer", format: "int32", minimum: 0, exclusiveMinimum: true, maximum: 10 },
    when: { type: "string", format: "date-time", nullable: true },
    network: { type: "string", format: "cidr" },
    size: { type: "string", enum: ["s", "m"], nullable: true },
    short: { type: "string", maxLength: 2 },
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
    embedded: {
      type: "object",
      "x-kubernetes-embedded-resource": true,
      properties: { spec: { type: "object", properties: { a: { type: "string" } } } },
    },
    anything: {
      type: "object",
      "x-kubernetes-embedded-resource": true,
      "x-kubernetes-preserve-unknown-fields": true,
    },
    ports: {
      type: "array",
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["port", "protocol"],
      items: {
        type: "object",
        properties: { port: { type: "integer" }, protocol: { type: "string", default: "TCP" } },
      },
    },
    named: {
      type: "array",
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["name"],
      items: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
    },
  },
};

test.each([
  ["an integer or a text", { port: "5%" }, []],
  ["a fraction where an integer or a text is due", { port: 1.5 }, ["/port type"]],
  ["a pattern with flags, as RE2 knows them", { pattern: "AAA" }, []],
  [
    "a text that takes a backtracking engine hours",
    { pattern: `${"a".repeat(5000)}b` },
    ["/pattern pattern"],
  ],
  ["an excluded bound", { count: 0 }, ["/count range"]],
  ["null where it may be", { when: null, size: null }, []],
  ["a date that does not exist", { when: "2024-02-30T00:00:00Z" }, ["/when format"]],
  ["an address where a network is due", { network: "10.0.0.0" }, ["/network format"]],
  ["emoji, which count as one character each", { short: "😀😀" }, []],
  ["a field in an object that has none", { empty: { a: 1 } }, ["/empty/a unknown-field"]],
  ["an unknown field where unknown ones are kept", { open: { b: 1 } }, []],
  ["a wrong field where unknown ones are kept", { open: { a: 1 } }, ["/open/a type"]],
  ["one of two", { either: { a: "x" } }, []],
  ["both of two", { either: { a: "x", b: "y" } }, ["/either combination"]],
  ["items with the same key", { named: [{ name: "a" }, { name: "a" }] }, ["/named/1 duplicate"]],
  ["an item without its key", { named: [{}] }, ["/named/0 required"]],
  ["items that differ in what one leaves out", { ports: [{ port: 1 }, { port: 1, protocol: "UDP" }] }, []],
  [
    "items that do not differ in what one leaves out",
    { ports: [{ port: 1 }, { port: 1, protocol: "TCP" }] },
    ["/ports/1 duplicate"],
  ],
  ["a field that is null and may not be, as if it were absent", { count: null, named: [{ name: "a" }] }, []],
  ["a required field that is null", { named: [{ name: null }] }, ["/named/0 required"]],
  [
    "an object within an object",
    { embedded: { apiVersion: "v1", kind: "A", metadata: { name: "a" }, spec: { a: "b" } } },
    [],
  ],
  [
    "an object within an object that says neither kind nor version",
    { embedded: {}, anything: {} },
    ["/embedded required", "/embedded required", "/anything required", "/anything required"],
  ],
  [
    "unknown fields of objects within objects",
    {
      embedded: { apiVersion: "v1", kind: "A", data: 1, metadata: { label: {} } },
      anything: { apiVersion: "v1", kind: "A", data: 1, metadata: { label: {} } },
    },
    [
      "/embedded/data unknown-field",
      "/embedded/metadata/label unknown-field",
      "/anything/metadata/label unknown-field",
    ],
  ],
  ["a key called __proto__", JSON.parse('{"__proto__":1}'), ["/__proto__ unknown-field"]],
])("an object with %s", (_, value, expected) => {
  const faults = walkSchema(schema, value, matchesForeign);
  expect(faults.map(({ pointer, fault }) => `${pointer} ${fault}`)).toEqual(expected);
});
