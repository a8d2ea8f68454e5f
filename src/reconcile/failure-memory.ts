import { sameRevision } from "../flux/revision.js";
import { asObject, asString } from "../objects/json.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refKey } from "../objects/object-ref.js";
import type { Cause } from "./cause.js";
import { artifactRevision } from "./check-revision.js";
import type { ClusterView } from "./cluster-view.js";
import { failureOf } from "./explain.js";
import { liveReferences } from "./live-references.js";
import type { ObjectStatus } from "./object-status.js";
import type { Answer, ClusterVerdict, ObjectVerdict } from "./verdict.js";

/**
 * Failures that the same commit brings again on every try: nothing in the cluster can mend them. A missing CRD,
 * a health check, a network error may heal by themselves and are not here.
 */
const byCommitOnly: ReadonlySet<string> = new Set([
  "access-denied",
  "cel-invalid",
  "chart-reference",
  "helm-retries-exhausted",
  "helm-rolled-back",
  "kustomize-build",
  "malformed-yaml",
  "path-not-found",
  "source-invalid",
]);

/** Answers that time does not change. */
const settled: ReadonlySet<Answer> = new Set(["superseded", "forbidden", "not-installed"]);

/** A new object is waited for, unless only the old one would do. */
function isSettled({ answer, checks }: ObjectVerdict): boolean {
  return settled.has(answer) || checks.some(({ name, holds }) => name === "same-object" && !holds);
}

/**
 * Remembers how causes failed, to tell "Flux is still working on it" from "nothing but a new commit can help":
 * the controllers themselves try for ever.
 */
export class FailureMemory {
  readonly #tries = new Map<string, Set<string>>();
  readonly #uids = new Map<string, string>();

  /** Notes the failed tries that a verdict shows. A try is told by the time at which it failed. */
  note(verdict: ClusterVerdict): void {
    for (const object of verdict.objects) this.#forgetAnother(object);
    for (const { ref, status } of suspectsOf(verdict)) {
      if (status.name !== "failed" || status.since === undefined) continue;
      const key = tryKey(ref, status);
      this.#tries.set(key, (this.#tries.get(key) ?? new Set()).add(status.since));
    }
  }

  /** How an object failed says nothing of another one that took its name. */
  #forgetAnother({ ref, uid }: ObjectVerdict): void {
    if (uid === undefined) return;
    const key = refKey(ref);
    const before = this.#uids.get(key);
    this.#uids.set(key, uid);
    if (before === undefined || before === uid) return;
    for (const tried of this.#tries.keys()) if (tried.startsWith(`${key} `)) this.#tries.delete(tried);
  }

  /**
   * Whether waiting on is in vain: something is stalled, suspended or superseded, objects wait for each other, the newest
   * commit fails in a way that only a commit mends, or it has failed twice for the same reason.
   */
  isHopeless(verdict: ClusterVerdict, view: ClusterView): boolean {
    const { objects, causes } = verdict;
    const open = objects.filter(({ answer }) => answer !== "converged");
    if (open.length > 0 && open.every(isSettled)) return true;
    // What a later commit has changed never comes back to this one.
    if (open.some(({ answer }) => answer === "superseded")) return true;
    if (causes.some(({ cycle }) => cycle !== undefined)) return true;
    const arrived = !objects.some(({ checks }) =>
      checks.some(({ name, holds }) => name === "revision" && !holds),
    );
    return suspectsOf(verdict).some((suspect) => this.#isFinal(suspect, arrived, view));
  }

  #isFinal({ ref, status }: Suspect, arrived: boolean, view: ClusterView): boolean {
    if (status.name === "stalled" || status.name === "suspended") return true;
    // What fails on an earlier commit may be mended by the one that is on its way.
    if (status.name !== "failed" || !arrived || !isOfNewestArtifact({ ref, status }, view)) return false;
    const object = view.find(ref);
    const failure = object && failureOf(object)?.failure;
    return byCommitOnly.has(failure?.id ?? "") || (this.#tries.get(tryKey(ref, status))?.size ?? 0) >= 2;
  }
}

type Suspect = Pick<Cause, "ref" | "status">;

/** Causes, and intended objects: a failed health check is the Kustomization's, its cause is a workload. */
function suspectsOf({ objects, causes }: ClusterVerdict): readonly Suspect[] {
  return [...objects, ...causes];
}

/**
 * Whether a failure is of what the object's source holds now: that revision was tried, or the try failed after
 * it was stored (a missing path does not move `lastAttemptedRevision`). Times are whole seconds of one clock.
 */
function isOfNewestArtifact({ ref, status }: Suspect, view: ClusterView): boolean {
  const object = view.find(ref);
  const sources = object ? liveReferences(object).filter(({ field }) => field.relation === "source") : [];
  return sources.every(({ to }) => {
    const source = view.find(to);
    if (source === undefined || sameRevision(status.loop?.revision, artifactRevision(source))) return true;
    const stored = asString(asObject(asObject(source.status).artifact).lastUpdateTime);
    return (
      stored !== undefined && status.since !== undefined && Date.parse(status.since) > Date.parse(stored)
    );
  });
}

/** Messages hold random paths and durations: the reason and the revision tell failures apart. */
function tryKey(ref: ObjectRef, status: ObjectStatus): string {
  return `${refKey(ref)} ${status.reason} ${status.loop?.revision ?? ""}`;
}
