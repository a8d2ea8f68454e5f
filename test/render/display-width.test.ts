import { describe, expect, test } from "vitest";
import { cutStartToWidth, cutToWidth, displayWidth, padToWidth } from "../../src/render/display-width.js";

describe("columns of a terminal", () => {
  test.each([
    ["plain text", "abc", 3],
    ["letters with marks of their own", "e\u0301a", 2],
    ["letters that are one with their mark", "é", 1],
    ["Chinese", "部署", 4],
    ["Korean", "배포", 4],
    ["full-width signs", "ＡＢ", 4],
    ["a picture", "🚀", 2],
    ["a family, which is one picture", "👨‍👩‍👧", 2],
    ["a heart that is a picture by its mark", "❤️", 2],
    ["a flag", "🇩🇪", 2],
    ["what joins and has no width", "a\u200bb", 2],
    ["signs that we draw ourselves", "✗ … → ✓", 7],
  ])("%s", (_, text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  test.each([
    ["abcdef", 4, "abc…"],
    ["abcd", 4, "abcd"],
    ["部署失败", 5, "部署…"],
    ["部署失败", 6, "部署…"],
    ["👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"],
    ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
    ["abc", 1, "…"],
    ["abc", 0, ""],
  ])("%j is cut to %i columns as %j", (text, columns, cut) => {
    expect(cutToWidth(text, columns)).toBe(cut);
    expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
  });

  test.each([
    ["abcdef", 4, "…def"],
    ["部署失败", 5, "…失败"],
    ["ab", 2, "ab"],
    ["ab", 0, ""],
  ])("of %j the last %i are kept as %j", (text, columns, cut) => {
    expect(cutStartToWidth(text, columns)).toBe(cut);
  });

  test("are filled up", () => {
    expect(padToWidth("部", 4)).toBe("部  ");
    expect(padToWidth("abcd", 2)).toBe("abcd");
  });
});
