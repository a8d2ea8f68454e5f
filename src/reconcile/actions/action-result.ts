import type { FailureClass } from "../../flux/failures/failure-class.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import type { ObjectStatus } from "../object-status.js";

export const actionNames = ["reconcile", "suspend", "resume", "restart", "recreate"] as const;
export type ActionName = (typeof actionNames)[number];

/**
 * How an action on one object ended. Only `done` is a yes.
 *
 * - `failed`: Flux did what was asked and reports a failure
 * - `suspended`: the object, or what it reads from, is suspended, so that nothing would happen
 * - `deadline`: no answer in time; the status is the last one seen
 * - `superseded`: the object was deleted, or deleted and created anew, while we waited
 */
export const actionOutcomes = ["done", "failed", "suspended", "deadline", "superseded"] as const;
export type ActionOutcome = (typeof actionOutcomes)[number];

/** The end of an action on one object. */
export interface ActionResult {
  readonly action: ActionName;
  /** The object that decided the outcome: the one asked for, or a source of it that failed. */
  readonly ref: ObjectRef;
  readonly outcome: ActionOutcome;
  readonly status: ObjectStatus;
  /** The class of the failure, where one is known. */
  readonly failure?: FailureClass;
  /** What is live now: the artifact's, applied or released revision. */
  readonly revision?: string;
  /** Whether the action changed the object; false when it was already so. */
  readonly changed: boolean;
  /** Milliseconds during which the object was away (recreate). */
  readonly downtime?: number;
}

/** What happens while an action runs. */
export type ActionProgress =
  | { readonly kind: "asked" | "deleted"; readonly ref: ObjectRef }
  | { readonly kind: "status"; readonly ref: ObjectRef; readonly status: ObjectStatus }
  | { readonly kind: "done"; readonly ref: ObjectRef; readonly revision?: string };

/** What every action needs beside its object. */
export interface ActionContext {
  /** Ends the action: the deadline, or an interruption. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of each change; default: nobody. */
  readonly tell?: (progress: ActionProgress) => void;
}
