import type { FluxKind } from "../kinds.js";

/** A step that helps, from the mildest on. `fix` is done in the program or the YAML; the others are commands. */
export type RemedyStep =
  | "fix"
  | "reconcile"
  | "reset"
  | "resume"
  | "suspend"
  | "wait"
  | "restart"
  | "recreate";

/** A class of failure: how it is recognised, what it means, what helps. */
export interface FailureClass {
  readonly id: string;
  /** Kinds on which it occurs; empty: on any. */
  readonly kinds: readonly FluxKind[];
  /** Reasons of a condition that can carry it; empty: any reason. */
  readonly reasons: readonly string[];
  /** What the message of that condition looks like; absent: the reason is enough. */
  readonly message?: RegExp;
  /** One sentence for people: what it means. */
  readonly means: string;
  /** One imperative sentence: what to do first. */
  readonly fix: string;
  /** Commands that follow the fix, in order. */
  readonly next: readonly RemedyStep[];
}
