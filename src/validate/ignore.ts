import type { DiagnosticCode } from "../diagnostics/catalog.js";
import { diagnosticCodes, isDiagnosticCode } from "../diagnostics/catalog.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { compareDiagnostics } from "../diagnostics/diagnostic.js";
import { suggestion } from "../diagnostics/did-you-mean.js";
import { diagnose } from "../diagnostics/report.js";
import type { IgnoreComment } from "../manifests/ignore-comments.js";
import { ignoreComments } from "../manifests/ignore-comments.js";

/** Gives the text of a file that a diagnostic names, or undefined where it is not at hand. */
export type ReadSource = (file: string) => string | undefined;

/**
 * Leaves out what the user has decided to accept: codes given by name, and findings beside a comment
 * `# fluxwright-ignore code: reason` (`//` in a program), which counts for its own line or, on a line of its
 * own, for the line below. A comment without a reason, or with a code that does not exist, silences nothing; in
 * files that have findings it is reported itself.
 */
export function withoutIgnored(
  diagnostics: readonly Diagnostic[],
  ignore: readonly DiagnosticCode[],
  readSource: ReadSource,
): Diagnostic[] {
  const accepted = new Set<string>(ignore);
  const wanted = diagnostics.filter(({ code }) => !accepted.has(code));
  const files = new Map<string, readonly IgnoreComment[]>();
  for (const { at } of wanted) {
    if (!files.has(at.file)) files.set(at.file, commentsIn(at.file, readSource(at.file) ?? ""));
  }
  const left = wanted.filter(({ code, at }) => {
    const comments = files.get(at.file) ?? [];
    return !comments.some(({ silences, codes, reason }) => {
      return silences === at.line && reason !== "" && codes.includes(code);
    });
  });
  const idle = accepted.has("ignore-invalid")
    ? []
    : [...files].flatMap(([file, comments]) => faultsOf(file, comments));
  return idle.length === 0 ? left : [...left, ...idle].sort(compareDiagnostics);
}

function commentsIn(file: string, text: string): readonly IgnoreComment[] {
  const isProgram = /\.[cm]?[jt]sx?$/.test(file);
  return ignoreComments(isProgram ? text.replaceAll("//", "#") : text);
}

function faultsOf(file: string, comments: readonly IgnoreComment[]): Diagnostic[] {
  return comments.flatMap(({ line, codes, reason }) => {
    const at = { file, line, column: 1 };
    const unknown = codes.find((code) => !isDiagnosticCode(code));
    if (unknown !== undefined) {
      const message = `There is no code "${unknown}" to ignore.${suggestion(unknown, diagnosticCodes)}`;
      return [diagnose("ignore-invalid", at, { message, hint: "Correct the code." })];
    }
    if (reason !== "") return [];
    const message = "The comment gives no reason, so it does not count.";
    return [diagnose("ignore-invalid", at, { message, hint: `Write it behind a colon: ${codes[0]}: why.` })];
  });
}
