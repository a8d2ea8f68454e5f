import type { KindRef } from "../cluster/api-resource.js";
import type { ClusterClient } from "../cluster/cluster-client.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { FleetCluster } from "../fleet/fleet.js";
import { fluxKindNames, fluxKinds } from "../flux/kinds.js";
import { parseRevision } from "../flux/revision.js";
import { refKey } from "../objects/object-ref.js";
import { artifactRevision } from "./check-revision.js";
import type { ClusterView } from "./cluster-view.js";
import { FailureMemory } from "./failure-memory.js";
import type { Intent } from "./intent.js";
import { judge } from "./judge.js";
import { LiveView } from "./live-view.js";
import type { ClusterVerdict } from "./verdict.js";

/** Why watching ended. `hopeless`: nothing but a new commit, or a person, can help. */
export type Ending = "converged" | "hopeless" | "deadline" | "interrupted";

/** A verdict as of one moment; the last one has an ending. */
export interface Snapshot extends ClusterVerdict {
  /** Whether the API server answers; else the verdict is on what was last known. */
  readonly connected: boolean;
  readonly ending?: Ending;
}

/** Options of {@link converge}. */
export interface ConvergeOptions {
  /** The commit or digest that must be live. Absent: whatever the sources hold. */
  readonly revision?: string;
  /**
   * Whether a live commit contains `revision`; asked once per commit, `git merge-base --is-ancestor` where the
   * history is at hand. Undefined means not known. Without it only the revision itself counts.
   */
  readonly contains?: (liveCommit: string) => Promise<boolean | undefined>;
  /** Milliseconds to wait at most; default 10 minutes. Counted by a monotonic clock. */
  readonly timeout?: number;
  /** End as soon as nothing but a new commit can help; default true. */
  readonly failFast?: boolean;
  /** An object that is deleted and created anew meanwhile is never accepted; default false: it is judged anew. */
  readonly strictUid?: boolean;
  /** Ends the watching; the last snapshot says `interrupted`. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT = 600_000;
/** Controllers write a success in three steps, milliseconds apart: one look after the burst is enough. */
const SETTLE = 25;

/**
 * Watches a cluster until it is what the fleet intends, until nothing but a new commit can help, or until time
 * is up. Reads only; asks for nothing.
 *
 * @returns a verdict per change; the last one has `ending`.
 * @throws FluxwrightError when the cluster cannot be read at all.
 */
export async function* converge(
  client: ClusterClient,
  cluster: FleetCluster,
  options: ConvergeOptions = {},
): AsyncGenerator<Snapshot, void, undefined> {
  const deadline = performance.now() + (options.timeout ?? DEFAULT_TIMEOUT);
  const live = new LiveView(client, watchedKinds(cluster), options.signal ? { signal: options.signal } : {});
  const memory = new FailureMemory();
  const uids = new Map<string, string>();
  const contains = new Map<string, boolean | undefined>();
  try {
    for (;;) {
      const left = deadline - performance.now();
      const changed = await live.nextChange(Math.max(0, Math.min(left, 60_000)));
      if (changed && left > SETTLE) await pause(SETTLE);
      if (!live.isComplete) {
        // Before everything was read once, an absent object says nothing: there is no verdict to give.
        if (left > 0 && !options.signal?.aborted) continue;
        throw unread(client, options.signal);
      }
      const view = live.snapshot();
      await learnAncestry(view, contains, options.contains);
      const verdict = judge(intentOf(cluster, options, { contains, uids }), view);
      noteUids(verdict, uids);
      memory.note(verdict);
      const ending = endingOf(verdict, view, memory, left, options);
      if (changed || ending) yield { ...verdict, connected: live.isConnected, ...(ending && { ending }) };
      if (ending) return;
    }
  } finally {
    await live.close();
  }
}

function unread(client: ClusterClient, signal: AbortSignal | undefined): FluxwrightError {
  const reason = signal?.aborted ? "interrupted" : "unavailable";
  return new FluxwrightError(reason, `${client.context} could not be read in the time given`, {
    hint: "Give more --timeout, or look whether the API server answers.",
  });
}

/** What watching has taught so far. */
interface Learned {
  readonly contains: ReadonlyMap<string, boolean | undefined>;
  readonly uids: ReadonlyMap<string, string>;
}

function intentOf(
  cluster: FleetCluster,
  { revision, contains, strictUid = false }: ConvergeOptions,
  learned: Learned,
): Intent {
  return {
    cluster,
    uids: learned.uids,
    strictUid,
    ...(revision !== undefined && { revision }),
    ...(contains && { contains: (text: string) => learned.contains.get(parseRevision(text).digest ?? text) }),
  };
}

/** Remembers each object by the uid under which it was first seen. */
function noteUids({ objects }: ClusterVerdict, uids: Map<string, string>): void {
  for (const { ref, uid } of objects) {
    if (uid !== undefined && !uids.has(refKey(ref))) uids.set(refKey(ref), uid);
  }
}

function endingOf(
  verdict: ClusterVerdict,
  view: ClusterView,
  memory: FailureMemory,
  left: number,
  { failFast = true, signal }: ConvergeOptions,
): Ending | undefined {
  if (verdict.answer === "converged") return "converged";
  if (signal?.aborted) return "interrupted";
  if (left <= 0) return "deadline";
  return failFast && memory.isHopeless(verdict, view) ? "hopeless" : undefined;
}

/** Asks once for each commit that a source holds whether it contains the one asked for. */
async function learnAncestry(
  view: ClusterView,
  known: Map<string, boolean | undefined>,
  contains: ConvergeOptions["contains"],
): Promise<void> {
  if (contains === undefined) return;
  const sources = [...view.all("GitRepository"), ...view.all("OCIRepository")];
  for (const source of sources) {
    const { digest } = parseRevision(artifactRevision(source) ?? "");
    if (digest !== undefined && !known.has(digest)) known.set(digest, await contains(digest));
  }
}

/** Workloads whose state is looked at besides what Flux says of it. */
const workloads: readonly KindRef[] = [
  { group: "apps", kind: "Deployment" },
  { group: "apps", kind: "StatefulSet" },
  { group: "apps", kind: "DaemonSet" },
  { group: "batch", kind: "Job" },
];

/** Every kind of Flux that the fleet uses or that stands between (charts), and the workloads. */
function watchedKinds(cluster: FleetCluster): readonly KindRef[] {
  const used = new Set(cluster.objects.map(({ object }) => object.kind));
  const needed = new Set(["GitRepository", "OCIRepository", "HelmRepository", "Bucket", "Kustomization"]);
  if (used.has("HelmRelease")) needed.add("HelmChart");
  const kinds = fluxKindNames.filter((kind) => used.has(kind) || needed.has(kind));
  return [...kinds.map((kind) => ({ group: fluxKinds[kind].group, kind })), ...workloads];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
