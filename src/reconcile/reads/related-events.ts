import type { ClusterClient } from "../../cluster/cluster-client.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { findFluxKind } from "../../flux/kinds.js";
import { asObject, asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { groupOf } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { refKey } from "../../objects/object-ref.js";
import { upstreamOf } from "../actions/upstream.js";
import { liveReferences } from "../live-references.js";

/** One event of the cluster. */
export interface ObjectEvent {
  /** The last time it was seen, RFC 3339 by the cluster's clock. */
  readonly at: string;
  readonly type: string;
  readonly reason: string;
  readonly ref: ObjectRef;
  /** Verbatim. */
  readonly message: string;
  /** How often it was seen. */
  readonly count: number;
  readonly controller?: string;
}

/** The object, and what it reads from or waits for. */
export function relatedRefs(object: KubeObject, ref: ObjectRef): readonly ObjectRef[] {
  const references = liveReferences(object)
    .filter(({ field }) => field.relation === "source" || field.relation === "dependency")
    .map(({ to }) => to);
  const all = [ref, ...upstreamOf(object), ...references];
  return [...new Map(all.map((related) => [refKey(related), related])).values()];
}

/** The events of objects, oldest first. */
export async function eventsOf(
  client: ClusterClient,
  refs: readonly ObjectRef[],
  signal: AbortSignal,
): Promise<readonly ObjectEvent[]> {
  const lists = await Promise.all(
    refs.map(async (ref) => {
      const key = refKey(ref);
      const events = await listEvents(client, ref.namespace ?? "default", ref.name, signal);
      return events.filter((event) => refKey(event.ref) === key);
    }),
  );
  return inOrder(lists.flat());
}

/** The events of all objects of Flux in a namespace, or in all; oldest first. */
export async function fluxEvents(
  client: ClusterClient,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<readonly ObjectEvent[]> {
  const events = await listEvents(client, namespace, undefined, signal);
  return inOrder(events.filter(({ ref }) => findFluxKind(ref.group, ref.kind) !== undefined));
}

/**
 * Both APIs serve the same events under other field names; a role may allow only one of them.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
 */
async function listEvents(
  client: ClusterClient,
  namespace: string | undefined,
  name: string | undefined,
  signal: AbortSignal,
): Promise<readonly ObjectEvent[]> {
  const list = (group: string, field: string): Promise<readonly ObjectEvent[]> => {
    const where = namespace === undefined ? {} : { namespace };
    const scope = name === undefined ? where : { ...where, fields: `${field}.name=${name}` };
    return client.list({ group, kind: "Event" }, scope, { signal, project: eventOf });
  };
  try {
    return await list("events.k8s.io", "regarding");
  } catch (error) {
    if (!(error instanceof FluxwrightError) || !elsewhere.has(error.reason)) throw error;
    return list("", "involvedObject");
  }
}

const elsewhere: ReadonlySet<string> = new Set(["forbidden", "kind-not-installed"]);

/** Reads an event of either API. */
function eventOf(event: KubeObject): ObjectEvent {
  const subject = asObject(event.regarding ?? event.involvedObject);
  const series = asObject(event.series);
  const namespace = asString(subject.namespace);
  const controller = asString(event.reportingController) ?? asString(asObject(event.source).component) ?? "";
  return {
    at:
      asString(series.lastObservedTime) ??
      asString(event.deprecatedLastTimestamp) ??
      asString(event.lastTimestamp) ??
      asString(event.eventTime) ??
      asString(event.metadata.creationTimestamp) ??
      "",
    type: asString(event.type) ?? "Normal",
    reason: asString(event.reason) ?? "",
    ref: {
      group: groupOf(asString(subject.apiVersion) ?? ""),
      kind: asString(subject.kind) ?? "",
      ...(namespace && { namespace }),
      name: asString(subject.name) ?? "",
    },
    message: asString(event.note) ?? asString(event.message) ?? "",
    count: Number(series.count ?? event.deprecatedCount ?? event.count ?? 1),
    ...(controller !== "" && { controller }),
  };
}

function inOrder(events: readonly ObjectEvent[]): readonly ObjectEvent[] {
  return [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
