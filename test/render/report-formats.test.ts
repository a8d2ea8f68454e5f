import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { type Schema, Validator } from "@cfworker/json-schema";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { renderDiagnosticsJunit } from "../../src/render/diagnostics-junit.js";
import { renderDiagnosticsSarif } from "../../src/render/diagnostics-sarif.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";
import { caseFolders } from "../validate/case-folder.js";

/** What `check` finds in a directory, and the files that it read. */
interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly string[];
}

function findingsIn(directory: string): Findings {
  const fleet = readFleet(directoryTree(directory));
  return { diagnostics: validateFleet(fleet), files: fleet.files.map(({ path }) => path) };
}

/** Public fleets, where they are at hand. */
const fleets = resolve(process.env.FLUXWRIGHT_FLEETS ?? "fleets");
const publicFleets = ["flux2-kustomize-helm-example", "flux2-multi-tenancy", "home-ops"]
  .map((name) => join(fleets, name))
  .filter(existsSync);
const exampleFleet = resolve(import.meta.dirname, "../../examples/quickstart/fleet");

const reports: readonly (readonly [string, readonly string[]])[] = [
  ["every case folder", caseFolders().map(({ directory }) => directory)],
  ["a clean fleet", [exampleFleet]],
  ...publicFleets.map((directory) => [directory, [directory]] as const),
];

const require = createRequire(import.meta.url);
const schema = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const sarif = new Validator(JSON.parse(readFileSync(schema, "utf8")) as Schema, "4", false);

describe("sarif is valid by the schema of the standard, and has what code scanning needs", () => {
  test.each(reports)("for %s", (_, directories) => {
    for (const directory of directories) {
      const log = JSON.parse(renderDiagnosticsSarif(findingsIn(directory).diagnostics, "1.2.3"));
      expect(sarif.validate(log).errors, directory).toEqual([]);
      expectCodeScanning(log);
    }
  });

  test("a log that breaks the schema is told from one that does not", () => {
    const log = JSON.parse(renderDiagnosticsSarif([], "1.2.3"));
    expect(sarif.validate(log).valid).toBe(true);
    expect(sarif.validate({ ...log, runs: [{ results: [] }] }).valid).toBe(false);
  });
});

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly partialFingerprints: object;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }[];
}

/**
 * What GitHub asks for beyond the schema.
 *
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
function expectCodeScanning(log: {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Record<string, { text: string }>[] } };
    readonly results: readonly SarifResult[];
  }[];
}): void {
  for (const { tool, results } of log.runs) {
    for (const rule of tool.driver.rules) {
      for (const part of ["shortDescription", "fullDescription", "help"]) {
        expect(rule[part]?.text).toMatch(/^.{1,1024}$/);
      }
    }
    for (const { ruleId, ruleIndex, message, partialFingerprints, locations } of results) {
      expect(tool.driver.rules[ruleIndex]).toMatchObject({ id: ruleId });
      expect(message.text).toMatch(/\S/);
      expect(Object.keys(partialFingerprints)).not.toEqual([]);
      expect(locations).toHaveLength(1);
      for (const { physicalLocation } of locations) {
        const { artifactLocation, region } = physicalLocation;
        expect(artifactLocation.uri).toMatch(/^(?:[\w.~!$&'()*+,;=@/-]|%[\dA-F]{2})+$/);
        expect(artifactLocation.uri).not.toMatch(/^\//);
        expect(Math.min(region.startLine, region.startColumn)).toBeGreaterThanOrEqual(1);
      }
    }
  }
}

describe("junit is XML of the shape that CI systems read", () => {
  test.each(reports)("for %s", (_, directories) => {
    for (const directory of directories) {
      const { diagnostics, files } = findingsIn(directory);
      expectJunit(renderDiagnosticsJunit(diagnostics, files));
    }
  });

  test("whatever characters stand in a message or a path", () => {
    const nasty = `]]> <a b='c'> & &amp; "q" \u0000\u0008\u000b\u001b[31m\u007f\u0085\uFFFE\uD800\r\n\t <!-- x --> ü😀`;
    const finding: Diagnostic = {
      code: "name-invalid",
      severity: "error",
      message: nasty,
      at: { file: nasty, line: 1, column: 1 },
    };
    const [testcase] = expectJunit(renderDiagnosticsJunit([finding, { ...finding, severity: "info" }], []));
    expect(testcase?.failure).toContain(`]]> <a b='c'> & &amp; "q" \uFFFD\uFFFD\uFFFD\uFFFD[31m`);
    expect(testcase?.failure).toContain("<!-- x --> ü😀");
  });
});

/** Of those in use, the attributes that the XML schemas of all the CI systems know. */
const junitAttributes = ["name", "classname", "tests", "failures", "type", "message"];

interface TestCase {
  readonly name: string;
  /** Text of the failure, for a case that has one. */
  failure?: string;
}

/** Reads a report with an XML parser that takes nothing but well-formed XML, and checks what readers rely on. */
function expectJunit(report: string): readonly TestCase[] {
  const open: string[] = [];
  const cases: TestCase[] = [];
  const counts: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    open.push(name);
    expect(junitAttributes).toEqual(expect.arrayContaining(Object.keys(attributes)));
    const path = open.join(">");
    if (name.startsWith("testsuite")) counts.push(`${attributes.tests} ${attributes.failures}`);
    else if (path === "testsuites>testsuite>testcase") cases.push({ name: attributes.name ?? "" });
    else expect(path).toMatch(/^testsuites>testsuite>testcase>(failure|system-out)$/);
    if (name !== "failure") return;
    expect(cases.at(-1)).not.toHaveProperty("failure");
    expect(attributes.message).toMatch(/\S/);
    cases.at(-1)!.failure = "";
  });
  parser.on("text", (text) => {
    if (open.at(-1) === "failure") cases.at(-1)!.failure += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(report).close();
  const failed = cases.filter(({ failure }) => failure !== undefined).length;
  expect(counts).toEqual([`${cases.length} ${failed}`, `${cases.length} ${failed}`]);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  return cases;
}
