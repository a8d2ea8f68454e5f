import type { FailureReason } from "../diagnostics/fluxwright-error.js";

/** Exit codes of every command. On SIGINT and SIGTERM the code is 130 and 143. */
export const exitCode = {
  /** Yes: valid, equal, converged, done. */
  yes: 0,
  /** No: problems found, differences found, not converged. */
  no: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** Could not find out, or was not allowed. */
  unknown: 3,
} as const;

/** The exit code for each reason of a `FluxwrightError`. */
export const exitCodeOf: Readonly<Record<FailureReason, number>> = {
  usage: exitCode.usage,
  invalid: exitCode.no,
  deadline: exitCode.unknown,
  failed: exitCode.no,
  superseded: exitCode.no,
  "not-found": exitCode.no,
  unauthorized: exitCode.unknown,
  forbidden: exitCode.unknown,
  unavailable: exitCode.unknown,
  "kind-not-installed": exitCode.unknown,
  refused: exitCode.unknown,
  "git-conflict": exitCode.unknown,
  io: exitCode.unknown,
  interrupted: 130,
};
