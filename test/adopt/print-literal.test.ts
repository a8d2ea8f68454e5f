import { expect, test } from "vitest";
import { printLiteral } from "../../src/adopt/print-literal.js";
import type { JsonValue } from "../../src/objects/json.js";

test.each<[string, JsonValue]>([
  ["flat values", { a: 1, b: [true, "x"], c: {} }],
  ["a text of several lines", { patch: "- op: add\n  value: `${x}` \\n\n" }],
  ["a carriage return, a tab, a line separator and a bell", "a\r\n\tb\u2028\u0007\n"],
  ["keys that are no identifiers", { "a-b": 1, "": 2, "1": 3, class: 4 }],
  ["a key called __proto__", JSON.parse('{"__proto__":{"x":1}}')],
  ["more than fits on one line", { list: Array.from({ length: 30 }, (_, i) => `item-${i}`) }],
])("%s read as they were", (_, value) => {
  const read = new Function(`return ${printLiteral(value)};`) as () => JsonValue;
  expect(JSON.stringify(read())).toBe(JSON.stringify(value));
});

test("code stands where it is asked for", () => {
  const value = { sourceRef: { name: "x" }, dependsOn: [{ name: "a" }, { name: "b" }] };
  const code = new Map([
    ["/sourceRef", "repo"],
    ["/dependsOn/1", "b"],
  ]);
  expect(printLiteral(value, "", code)).toBe('{ sourceRef: repo, dependsOn: [{ name: "a" }, b] }');
});
