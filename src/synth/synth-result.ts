import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { WriteResult } from "../manifests/write.js";

/** What became of a synth. */
export interface SynthResult {
  /** Where the output lies. */
  readonly outDir: string;
  /** Paths of the program's files, below the output's root, sorted. */
  readonly files: readonly string[];
  /** How many objects they hold. */
  readonly objects: number;
  /** What was found, in order. With an error among them nothing is written. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was written, or with `check` would be; absent where there are errors. */
  readonly changes?: WriteResult;
}

/** Whether nothing stands against the output: no finding is an error. */
export function isSynthesized(result: SynthResult): boolean {
  return result.diagnostics.every(({ severity }) => severity !== "error");
}
