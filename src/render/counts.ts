import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/severity.js";
import { severities } from "../diagnostics/severity.js";

/** How many findings of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** Counts findings by severity. */
export function countSeverities(diagnostics: readonly Diagnostic[]): SeverityCounts {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}

/** `2 errors, 1 warning`; `no problems` when there is none. */
export function formatCounts(counts: SeverityCounts): string {
  const parts = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity === "info" ? "note" : severity));
  return parts.length === 0 ? "no problems" : parts.join(", ");
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
