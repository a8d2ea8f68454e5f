import type { Condition } from "../flux/conditions.js";
import type { FailureClass } from "../flux/failures/failure-class.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { ObjectStatus } from "./object-status.js";

/** How one object keeps another from becoming ready. */
export type BlockRelation = "source" | "dependency" | "owner" | "inventory" | "chart";

/** One object that only waits, and through what. */
export interface Waiting {
  readonly ref: ObjectRef;
  readonly status: ObjectStatus;
  /** The next object towards the cause. */
  readonly through: ObjectRef;
  readonly relation: BlockRelation;
}

/** A root cause: an object that is not ready by itself, and all that only waits for it. */
export interface Cause {
  readonly ref: ObjectRef;
  readonly status: ObjectStatus;
  /** The class of the failure, where one is known. */
  readonly failure?: FailureClass;
  /** The condition that shows it. */
  readonly condition?: Condition;
  /** Objects that wait for this cause, nearest first. */
  readonly waiting: readonly Waiting[];
  /** Objects that wait for each other in a circle, this one among them. */
  readonly cycle?: readonly ObjectRef[];
}
