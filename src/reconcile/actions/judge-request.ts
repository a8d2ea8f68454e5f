import { annotations } from "../../flux/annotations.js";
import { asObject, asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { isSuspended } from "../flux-status.js";
import type { ObjectStatus } from "../object-status.js";
import { missingStatus, statusOf } from "../status.js";
import { isAttempted, isFromUpstream, wantedRevision } from "./upstream-revision.js";

/** What was asked for, and what there was when it was asked. */
export interface RequestGoal {
  readonly token: string;
  readonly uid: string;
  /** Whether our token was seen on the object: then another token has replaced it and was set later. */
  readonly asked: boolean;
  /** What the object reads from, as last read; empty for a root. */
  readonly upstream: readonly KubeObject[];
  /**
   * Whether what it reads from changed since we began. Then any run of it began after us and answers us, and Flux
   * starts one by itself.
   */
  readonly fresh: boolean;
}

/**
 * Where a request stands.
 *
 * - `done`: our request is answered, the object is Ready for its generation, and holds what its sources hold
 * - `behind`: answered, but not with what the sources held when they were read
 * - `failed`: the run for our request, or of the artifact that we had fetched, failed
 */
export interface RequestState {
  readonly name: "waiting" | "done" | "behind" | "failed" | "suspended" | "superseded";
  readonly status: ObjectStatus;
}

/**
 * Judges one state of an object that was asked to run: a pure function.
 *
 * Flux writes the outcome of a run in three steps: conditions, then revisions, then `lastHandledReconcileAt`.
 * Only with the last is the run over, and only suspension, which moves the mark without a run, comes before it.
 */
export function judgeRequest(object: KubeObject | undefined, goal: RequestGoal): RequestState {
  if (object === undefined) return { name: "superseded", status: missingStatus };
  const status = statusOf(object);
  if (object.metadata.uid !== goal.uid || status.name === "terminating")
    return { name: "superseded", status };
  if (isSuspended(object)) return { name: "suspended", status };
  const wanted = wantedRevision(object, goal.upstream);
  const isNew = wanted === undefined || isAttempted(object, wanted);
  const isAnswer = isHandled(object, goal) || (goal.fresh && isNew);
  if (!isAnswer) return { name: "waiting", status };
  if (status.name === "failed" || status.name === "stalled") {
    return { name: isNew || !reasonsOfAnAttempt.has(status.reason) ? "failed" : "behind", status };
  }
  if (status.name !== "current") return { name: "waiting", status };
  return { name: isFromUpstream(object, goal.upstream) ? "done" : "behind", status };
}

/** Whether our request is handled, or a later one that took its place. */
export function isHandled(
  object: KubeObject,
  { token, asked }: Pick<RequestGoal, "token" | "asked">,
): boolean {
  const handled = asString(asObject(object.status).lastHandledReconcileAt);
  if (handled === token) return true;
  return asked && handled !== undefined && handled === requestOn(object);
}

/** The request that an object carries. */
export function requestOn(object: KubeObject): string | undefined {
  return object.metadata.annotations?.[annotations.requestedAt];
}

/**
 * Reasons of a failure that comes after the controller wrote down what it attempts: only with these does
 * `lastAttemptedRevision` say which revision failed. A failure of an older one is no answer, even with our mark:
 * the controller may see a request before it sees what was fetched.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#last-attempted-revision
 */
const reasonsOfAnAttempt: ReadonlySet<string> = new Set([
  "BuildFailed",
  "ReconciliationFailed",
  "HealthCheckFailed",
  "PruneFailed",
  "InstallFailed",
  "UpgradeFailed",
  "RollbackFailed",
  "RollbackSucceeded",
  "TestFailed",
]);
