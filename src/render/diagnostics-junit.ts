import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { formatLocation } from "../objects/location.js";
import { escapeXml } from "./xml.js";

/**
 * Findings as a JUnit report, which most CI systems show: one suite, a case per file that was read, a failure
 * per error. Warnings and notes are listed as the case's output, since JUnit knows only pass and fail.
 *
 * @param files every file that was judged, so that correct files are seen to pass.
 */
export function renderDiagnosticsJunit(diagnostics: readonly Diagnostic[], files: readonly string[]): string {
  const names = [...new Set([...files, ...diagnostics.map(({ at }) => at.file)])].sort();
  const cases = names.map((name) =>
    renderCase(
      name,
      diagnostics.filter(({ at }) => at.file === name),
    ),
  );
  const failures = diagnostics.filter(({ severity }) => severity === "error").length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="fluxwright" tests="${names.length}" failures="${failures}">`,
    `<testsuite name="fluxwright check" tests="${names.length}" failures="${failures}">`,
    ...cases,
    "</testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function renderCase(name: string, findings: readonly Diagnostic[]): string {
  const errors = findings.filter(({ severity }) => severity === "error");
  const others = findings.filter(({ severity }) => severity !== "error");
  const body = errors.map(
    (finding) =>
      `<failure type="${escapeXml(finding.code)}" message="${escapeXml(finding.message)}">${escapeXml(describe(finding))}</failure>`,
  );
  if (others.length > 0) body.push(`<system-out>${escapeXml(others.map(describe).join("\n"))}</system-out>`);
  return `<testcase classname="fluxwright" name="${escapeXml(name)}">${body.join("")}</testcase>`;
}

function describe({ at, severity, code, message, hint }: Diagnostic): string {
  return `${formatLocation(at)} ${severity} ${code}: ${message}${hint ? ` ${hint}` : ""}`;
}
