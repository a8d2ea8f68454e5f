import { sameRevision } from "../flux/revision.js";
import { asObject, asString } from "../objects/json.js";
import { refKey } from "../objects/object-ref.js";
import { artifactRevision } from "./check-revision.js";
import type { ClusterView } from "./cluster-view.js";
import type { Cause } from "./explain.js";
import { liveReferences } from "./live-references.js";
import type { ClusterVerdict } from "./verdict.js";

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

/**
 * Remembers how causes failed, to tell "Flux is still working on it" from "nothing but a new commit can help":
 * the controllers themselves try for ever.
 */
export class FailureMemory {
  readonly #tries = new Map<string, Set<string>>();

  /** Notes the failed tries that a verdict shows. A try is told by the time at which it failed. */
  note({ causes }: ClusterVerdict): void {
    for (const cause of causes) {
      if (cause.status.name !== "failed" || cause.status.since === undefined) continue;
      const key = tryKey(cause);
      const times = this.#tries.get(key) ?? new Set();
      times.add(cause.status.since);
      this.#tries.set(key, times);
    }
  }

  /**
   * Whether waiting on is in vain: a cause is stalled or suspended, fails in a way that only a commit mends while
   * the sources are at the commit asked for, or has failed twice for the same reason.
   */
  isHopeless({ answer, objects, causes }: ClusterVerdict, view: ClusterView): boolean {
    if (answer === "superseded" || answer === "recreated") return true;
    if (objects.length > 0 && objects.every((object) => object.answer === "forbidden")) return true;
    if (answer === "not-installed") return true;
    const arrived = !objects.some(({ checks }) =>
      checks.some(({ name, holds }) => name === "revision" && !holds),
    );
    return causes.some((cause) => this.#isFinal(cause, arrived, view));
  }

  #isFinal(cause: Cause, arrived: boolean, view: ClusterView): boolean {
    if (cause.cycle !== undefined) return true;
    if (cause.status.name === "stalled" || cause.status.name === "suspended") return true;
    // What fails on an earlier commit may be mended by the one that is on its way.
    if (cause.status.name !== "failed" || !arrived || !isOfNewestArtifact(cause, view)) return false;
    return byCommitOnly.has(cause.failure?.id ?? "") || (this.#tries.get(tryKey(cause))?.size ?? 0) >= 2;
  }
}

/**
 * Whether a failure is of what the object's source holds now: that revision was tried, or the try failed after
 * it was stored (a missing path does not move `lastAttemptedRevision`). Times are whole seconds of one clock.
 */
function isOfNewestArtifact({ ref, status }: Cause, view: ClusterView): boolean {
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
function tryKey({ ref, status }: Cause): string {
  return `${refKey(ref)} ${status.reason} ${status.loop?.revision ?? ""}`;
}
