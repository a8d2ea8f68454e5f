import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { diagnosticCodes } from "../../src/diagnostics/catalog.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { rules } from "../../src/validate/rules/registry.js";
import { caseFolders } from "./case-folder.js";

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Codes that only a program can cause: they have no YAML that could be a case. */
const OF_PROGRAMS = ["construct-invalid", "value-not-json", "yaml-unsafe-value"];

describe("every code is complete", () => {
  const folders = caseFolders();

  test.each(diagnosticCodes)("%s has a case that is reported and one that is not", (code) => {
    if (OF_PROGRAMS.includes(code)) return;
    const names = folders.filter((folder) => folder.code === code).map(({ name }) => name);
    expect(names.some((name) => name.startsWith("bad"))).toBe(true);
    expect(names.some((name) => name.startsWith("good"))).toBe(true);
  });

  test.each(diagnosticCodes)("%s has a page", (code) => {
    expect(existsSync(root(`docs/diagnostics/${code}.md`))).toBe(true);
  });

  test("every page is about a code", () => {
    const pages = directoryTree(root("docs/diagnostics")).paths.map((path) => basename(path, ".md"));
    expect(pages.filter((page) => page !== "README").sort()).toEqual([...diagnosticCodes]);
  });
});

describe("the registry", () => {
  test("holds each rule file once, sorted by code", () => {
    const files = directoryTree(root("src/validate/rules")).paths.map((path) => basename(path, ".ts"));
    expect(rules.map(({ code }) => code)).toEqual(files.filter((file) => file !== "registry").sort());
  });
});
