/**
 * Why something could not be done, in one word that programs can switch on. The process's exit code follows
 * from it (see `src/cli/exit-code.ts`).
 */
export const failureReasons = [
  "usage",
  "invalid",
  "deadline",
  "failed",
  "unauthorized",
  "forbidden",
  "unavailable",
  "kind-not-installed",
  "not-found",
  "superseded",
  "refused",
  "git-conflict",
  "io",
  "interrupted",
] as const;
export type FailureReason = (typeof failureReasons)[number];

/**
 * The one error class for what the world refused: a file, git, a cluster, a guard. A finding about manifests
 * is a `Diagnostic` instead; a mistake of ours is an ordinary error with its stack.
 */
export class FluxwrightError extends Error {
  override readonly name = "FluxwrightError";
  readonly reason: FailureReason;
  /** One imperative sentence: what to do next. */
  readonly hint: string | undefined;

  constructor(reason: FailureReason, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    this.hint = options.hint;
  }
}
