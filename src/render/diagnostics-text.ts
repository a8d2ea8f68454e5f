import { cleanText } from "../diagnostics/clean-text.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/severity.js";
import type { Location } from "../objects/location.js";
import { formatLocation } from "../objects/location.js";
import { formatRef } from "../objects/object-ref.js";
import { formatPointer } from "../objects/pointer.js";
import { countSeverities, formatCounts } from "./counts.js";
import type { Paint } from "./paint.js";

/** What a text report needs beside the findings. */
export interface TextOptions {
  readonly paint: Paint;
  /** A line of a file for the code frame; undefined where it cannot be read. */
  readonly lineOf: (at: Location) => string | undefined;
}

const WIDEST_LINE = 160;

/** Findings for people: grouped by file, each with the line it is about, what was expected, and what to do. */
export function renderDiagnosticsText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  const { paint } = options;
  const groups = groupByFile(diagnostics);
  const blocks = [...groups].map(([file, findings]) =>
    [paint.bold(visible(file)), ...findings.map((finding) => renderFinding(finding, options))].join("\n"),
  );
  return [...blocks, formatCounts(countSeverities(diagnostics))].join("\n\n").concat("\n");
}

function renderFinding(finding: Diagnostic, { paint, lineOf }: TextOptions): string {
  const { at, severity, code, message, hint, related = [] } = finding;
  const lines = [
    `  ${paint.dim(`${at.line}:${at.column}`)} ${paintSeverity(severity, paint)} ${cleanText(message)} ${paint.dim(code)}`,
  ];
  const subject = subjectOf(finding);
  if (subject) lines.push(`      ${paint.dim(visible(subject))}`);
  lines.push(...codeFrame(at, lineOf(at), paint));
  for (const { message: why, at: place } of related)
    lines.push(`      ${why}: ${visible(formatLocation(place))}`);
  if (hint) lines.push(`      ${paint.cyan("hint:")} ${hint}`);
  return lines.join("\n");
}

/** A text of a file as it may be printed, of the same length: nothing in it steers the terminal or turns the text. */
function visible(text: string): string {
  return text
    .replaceAll("\t", " ")
    .replaceAll(/[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, "\uFFFD");
}

/** The object, the field and the construct, as far as they are known. */
function subjectOf({ at }: Diagnostic): string {
  const field = at.pointer ? formatPointer(at.pointer) : "";
  const object = at.object ? formatRef(at.object) : "";
  return [object, field, at.construct ? `(construct ${at.construct})` : ""]
    .filter((text) => text !== "")
    .join(" ");
}

function codeFrame(at: Location, line: string | undefined, paint: Paint): string[] {
  if (line === undefined || line.trim() === "") return [];
  const shown = visible(line);
  if (shown.length > WIDEST_LINE && at.column > WIDEST_LINE) return [];
  const number = String(at.line);
  return [
    `      ${paint.dim(`${number} |`)} ${shown.slice(0, WIDEST_LINE)}`,
    `      ${paint.dim(`${" ".repeat(number.length)} |`)} ${" ".repeat(Math.max(0, at.column - 1))}${paint.red("^")}`,
  ];
}

function paintSeverity(severity: Severity, paint: Paint): string {
  if (severity === "error") return paint.red("error");
  return severity === "warning" ? paint.yellow("warning") : paint.cyan("info");
}

function groupByFile(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.at.file);
    if (group) group.push(diagnostic);
    else groups.set(diagnostic.at.file, [diagnostic]);
  }
  return groups;
}
