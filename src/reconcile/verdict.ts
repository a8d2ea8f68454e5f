import type { Location } from "../objects/location.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { Cause } from "./cause.js";
import type { ObjectStatus } from "./object-status.js";

/**
 * The answer for one object, or for a cluster. Only `converged` is a yes. From good to bad; a cluster has the
 * worst answer of its objects.
 *
 * `superseded`: a later commit than the one asked for is live and has changed the object. `recreated`: it was
 * deleted and created anew since we began, and the new one has not converged yet, or is not accepted. `forbidden`: it may not be read, so nothing is claimed.
 */
export const answers = [
  "converged",
  "waiting",
  "superseded",
  "recreated",
  "forbidden",
  "not-installed",
  "suspended",
  "deleting",
  "missing",
  "failing",
  "stalled",
] as const;
export type Answer = (typeof answers)[number];

/** The worst of several answers; converged when there is none. */
export function worstAnswer(given: Iterable<Answer>): Answer {
  let worst = 0;
  for (const answer of given) worst = Math.max(worst, answers.indexOf(answer));
  return answers[worst] as Answer;
}

/** What is checked of an object. All must hold. */
export type CheckName =
  | "readable"
  | "exists"
  | "same-object"
  | "not-deleting"
  | "not-suspended"
  | "spec"
  | "ready"
  | "revision"
  | "source"
  | "applied-revision"
  | "chart"
  | "release"
  | "inventory"
  | "pruned"
  | "workloads";

/** One piece of evidence. */
export interface Check {
  readonly name: CheckName;
  readonly holds: boolean;
  /** What was found, and what was expected where it does not hold. */
  readonly found: string;
}

/** The verdict on one intended object, with its evidence. */
export interface ObjectVerdict {
  readonly ref: ObjectRef;
  readonly answer: Answer;
  readonly status: ObjectStatus;
  readonly checks: readonly Check[];
  /** What is live: the artifact's, applied or released revision. */
  readonly revision?: string;
  readonly uid?: string;
  /** The line that wrote it, TypeScript or YAML. */
  readonly at?: Location;
}

/** The verdict on one cluster as of one moment. */
export interface ClusterVerdict {
  readonly cluster: string;
  readonly answer: Answer;
  /** The commit or digest asked for; absent: whatever the sources hold. */
  readonly revision?: string;
  readonly objects: readonly ObjectVerdict[];
  readonly causes: readonly Cause[];
}
