import type { ClusterClient } from "../../cluster/cluster-client.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { asArray, asObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { refOf } from "../../objects/object-ref.js";
import type { ObjectStatus } from "../object-status.js";
import { statusOf } from "../status.js";
import type { ObjectEvent } from "./related-events.js";
import { eventsOf } from "./related-events.js";

/** What is below a workload that does not become ready. */
export interface WorkloadDetail {
  /** Its pods that are not current. */
  readonly pods: readonly { readonly ref: ObjectRef; readonly status: ObjectStatus }[];
  /** The newest warnings of the workload and of those pods, newest first; at most {@link SHOWN_EVENTS}. */
  readonly events: readonly ObjectEvent[];
  /** What may not be read, so that its absence above says nothing. */
  readonly unread: readonly ("pods" | "events")[];
}

export const SHOWN_EVENTS = 5;

/** Reads the pods and events of a workload; what is forbidden is said, not guessed. */
export async function readWorkloadDetail(
  client: ClusterClient,
  workload: KubeObject,
  signal: AbortSignal,
): Promise<WorkloadDetail> {
  const unread: ("pods" | "events")[] = [];
  const all = await ifAllowed(() => listPods(client, workload, signal));
  if (all === undefined) unread.push("pods");
  const pods = (all ?? [])
    .map((pod) => ({ ref: refOf(pod), status: statusOf(pod) }))
    .filter(({ status }) => status.name !== "current");
  const refs = [refOf(workload), ...pods.map(({ ref }) => ref)];
  const events = await ifAllowed(() => eventsOf(client, refs, signal));
  if (events === undefined) unread.push("events");
  const warnings = (events ?? []).filter(({ type }) => type === "Warning").reverse();
  return { pods, events: warnings.slice(0, SHOWN_EVENTS), unread };
}

/** Pods that the workload's selector matches; none for what selects no pods. */
async function listPods(
  client: ClusterClient,
  workload: KubeObject,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const { matchLabels, matchExpressions } = asObject(asObject(workload.spec).selector);
  const labels = Object.entries(asObject(matchLabels)).map(([key, value]) => `${key}=${String(value)}`);
  const { namespace } = workload.metadata;
  // An expression would need the whole selector language here; such workloads are rare, their events still tell.
  if (labels.length === 0 || namespace === undefined || asArray(matchExpressions).length > 0) return [];
  return client.list({ group: "", kind: "Pod" }, { namespace, labels: labels.join(",") }, { signal });
}

async function ifAllowed<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FluxwrightError && error.reason === "forbidden") return undefined;
    throw error;
  }
}
