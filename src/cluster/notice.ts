/**
 * Something about the connection that a person may want to see: one per change, not one per attempt.
 *
 * - `unreachable`, `reachable`: the server stopped or began to answer
 * - `warning`: a `Warning` header of the server (deprecated version, unknown field)
 * - `credential`: what a credential plugin wrote to its error stream
 */
export interface ConnectionNotice {
  readonly kind: "unreachable" | "reachable" | "warning" | "credential";
  /** Cleaned: safe to print. */
  readonly message: string;
}

/** Takes notices as they come. */
export type NoticeListener = (notice: ConnectionNotice) => void;
