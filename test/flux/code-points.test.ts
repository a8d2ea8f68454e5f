import fc from "fast-check";
import { expect, test } from "vitest";
import { codePointLength } from "../../src/flux/code-points.js";

test("a text is as long as it has code points", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(codePointLength(text)).toBe([...text].length);
    }),
  );
});

test.each([
  ["\ud800", 1],
  ["\udc00\ud800", 2],
  ["\ud83d\ude00", 1],
])("lone surrogates count one each: %j", (text, length) => {
  expect(codePointLength(text)).toBe(length);
});
