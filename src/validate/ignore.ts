import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { ignoreComments } from "../manifests/ignore-comments.js";

/** Gives the text of a file that a diagnostic names, or undefined where it is not at hand. */
export type ReadSource = (file: string) => string | undefined;

type SilencedLines = ReadonlyMap<number, ReadonlySet<string>>;

/**
 * Leaves out what the user has decided to accept: codes given by name, and findings beside a comment
 * `# fluxwright-ignore code: reason` (`//` in a program), which counts for its own line or, on a line of its
 * own, for the line below. Without a reason the comment does not count.
 */
export function withoutIgnored(
  diagnostics: readonly Diagnostic[],
  ignore: readonly DiagnosticCode[],
  readSource: ReadSource,
): Diagnostic[] {
  const accepted = new Set<string>(ignore);
  const files = new Map<string, SilencedLines>();
  return diagnostics.filter(({ code, at }) => {
    if (accepted.has(code)) return false;
    const lines = files.get(at.file) ?? silencedLines(at.file, readSource(at.file) ?? "");
    files.set(at.file, lines);
    return !lines.get(at.line)?.has(code);
  });
}

function silencedLines(file: string, text: string): SilencedLines {
  const lines = new Map<number, Set<string>>();
  const isProgram = /\.[cm]?[jt]sx?$/.test(file);
  for (const { silences, codes, reason } of ignoreComments(isProgram ? text.replaceAll("//", "#") : text)) {
    if (reason !== "") lines.set(silences, new Set([...(lines.get(silences) ?? []), ...codes]));
  }
  return lines;
}
