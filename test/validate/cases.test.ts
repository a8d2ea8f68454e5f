import { describe, expect, test } from "vitest";
import { isDiagnosticCode } from "../../src/diagnostics/catalog.js";
import { caseFolders, expectedIn, foundIn } from "./case-folder.js";

describe("each case folder yields what it expects, no more and no less", () => {
  test.each(caseFolders())("$code/$name", (folder) => {
    expect(foundIn(folder)).toEqual(expectedIn(folder));
  });
});

describe("case folders say what they are", () => {
  test.each(caseFolders())("$code/$name", (folder) => {
    const isExpected = expectedIn(folder).some((line) => line.endsWith(` ${folder.code}`));
    expect(folder.code === "valid" || isDiagnosticCode(folder.code)).toBe(true);
    expect(isExpected).toBe(folder.name.startsWith("bad"));
  });
});
