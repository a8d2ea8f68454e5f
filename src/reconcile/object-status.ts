import type { LoopPosition } from "./loop.js";

/**
 * What an object's status says, in one word. `failed`: the last try failed and the controller tries again.
 * `stalled`: it failed and will not be tried again until something changes. `suspended` objects keep their
 * last Ready, which says nothing. `unknown`: it may not be read.
 */
export const statusNames = [
  "current",
  "in-progress",
  "failed",
  "stalled",
  "suspended",
  "terminating",
  "missing",
  "unknown",
] as const;
export type StatusName = (typeof statusNames)[number];

/** The status of one object as of one moment. */
export interface ObjectStatus {
  readonly name: StatusName;
  /** The controller's reason, or ours where it gave none. */
  readonly reason: string;
  /** Verbatim text of the controller. */
  readonly message: string;
  /** Since when, RFC 3339 by the cluster's clock. */
  readonly since?: string;
  /** Where in Flux's loop the object is; absent for objects that no Flux controller reconciles. */
  readonly loop?: LoopPosition;
}
