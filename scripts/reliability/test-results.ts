import { relative, sep } from "node:path";

/** A test as vitest's JSON reporter tells of it, with what the table needs. */
export interface TestResult {
  readonly file: string;
  /** The sentence of the test, with those of its describes. */
  readonly name: string;
  readonly passed: boolean;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** The tests of a report that ran, by file and name. */
export function readResults(text: string, root: string): TestResult[] {
  const report = JSON.parse(text) as VitestReport;
  return report.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ fullName, status }) => ({
        file: relative(root, file).replaceAll(sep, "/"),
        name: fullName.trim(),
        passed: status === "passed",
      })),
  );
}

/** The rows that a test's name is marked with: `(row 3)`, `(rows 5, 24)`. */
export function rowsOf(name: string): number[] {
  const [, list = ""] = /\(rows? ([\d, ]+)\)$/.exec(name) ?? [];
  return list === "" ? [] : list.split(",").map(Number);
}
