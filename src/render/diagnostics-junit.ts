import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { formatLocation } from "../objects/location.js";
import { escapeXml } from "./xml.js";

/**
 * Findings as a JUnit report, which most CI systems show: one suite, a case per file that was read, a failure
 * per file with errors. Warnings and notes are listed as the case's output, since JUnit knows only pass and fail.
 * A case has one failure however many errors it has: Jenkins shows the first alone, and more failures than tests
 * would not add up.
 *
 * @param files every file that was judged, so that correct files are seen to pass.
 * @see https://docs.gitlab.com/ci/testing/unit_test_reports/
 */
export function renderDiagnosticsJunit(diagnostics: readonly Diagnostic[], files: readonly string[]): string {
  const findings = new Map<string, Diagnostic[]>([...files].sort().map((file) => [file, []]));
  for (const finding of diagnostics) {
    const known = findings.get(finding.at.file);
    if (known) known.push(finding);
    else findings.set(finding.at.file, [finding]);
  }
  const cases = [...findings].map(([file, found]) => renderCase(file, found));
  const failures = [...findings.values()].filter((found) => found.some(isError)).length;
  const counts = `tests="${cases.length}" failures="${failures}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="fluxwright" ${counts}>`,
    `<testsuite name="fluxwright check" ${counts}>`,
    ...cases,
    "</testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function renderCase(file: string, findings: readonly Diagnostic[]): string {
  const others = findings.filter((finding) => !isError(finding));
  const output = others.length === 0 ? "" : `<system-out>${describeAll(others)}</system-out>`;
  const body = renderFailure(findings.filter(isError)) + output;
  return `<testcase classname="fluxwright" name="${escapeXml(file)}">${body}</testcase>`;
}

function renderFailure(errors: readonly Diagnostic[]): string {
  const [first, ...more] = errors;
  if (first === undefined) return "";
  const message = more.length === 0 ? first.message : `${first.message} (and ${more.length} more)`;
  return `<failure type="${first.code}" message="${escapeXml(message)}">${describeAll(errors)}</failure>`;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function describeAll(findings: readonly Diagnostic[]): string {
  return escapeXml(findings.map(describe).join("\n"));
}

function describe({ at, severity, code, message, hint }: Diagnostic): string {
  return `${formatLocation(at)} ${severity} ${code}: ${message}${hint ? ` ${hint}` : ""}`;
}
