import type { Diagnostic } from "../diagnostics/diagnostic.js";

const levels = { error: "error", warning: "warning", info: "notice" } as const;

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function renderDiagnosticsGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(renderCommand).join("");
}

function renderCommand({ at, severity, code, message, hint }: Diagnostic): string {
  const properties = `file=${property(at.file)},line=${at.line},col=${at.column},title=${property(code)}`;
  return `::${levels[severity]} ${properties}::${data(hint ? `${message}\n${hint}` : message)}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
