import type { ClusterClient } from "../../cluster/cluster-client.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { findFluxKind } from "../../flux/kinds.js";
import { asObject, asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { groupOf } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { refKey, refOf } from "../../objects/object-ref.js";
import { upstreamOf } from "../actions/upstream.js";
import { liveRevision } from "../live-revision.js";
import type { ObjectStatus } from "../object-status.js";
import { missingStatus, statusOf } from "../status.js";
import { controllerOf, labelledOwner, ownersOf, readAppliers } from "./owners.js";

/** What an object of a trace is to the one before it. */
export type TraceRelation = "object" | "controller" | "owner" | "source";

/** One object on the way from an object to the root that it comes from. */
export interface TraceHop {
  readonly relation: TraceRelation;
  readonly ref: ObjectRef;
  readonly status: ObjectStatus;
  readonly revision?: string;
  /** Where the content comes from: the URL of a source, the path of a Kustomization. */
  readonly from?: string;
  /** How many steps from the object; the sources of an owner stand one deeper than it. */
  readonly depth: number;
  /** Only the labels name this owner: no inventory holds the object. */
  readonly byLabel?: boolean;
}

/**
 * From any object to where it comes from: its controllers (the ReplicaSet and Deployment of a Pod), the
 * Kustomization or HelmRelease that applied that, its source, and so on up to the root, which nothing applied.
 * What is missing or may not be read is a hop with that status, not an end with an error.
 */
export async function traceObject(
  client: ClusterClient,
  ref: ObjectRef,
  signal: AbortSignal,
): Promise<readonly TraceHop[]> {
  const appliers = await readAppliers(client, signal);
  const trace = new Trace(client, appliers, signal);
  await trace.follow("object", ref, 0);
  return trace.hops;
}

class Trace {
  readonly hops: TraceHop[] = [];
  readonly #seen = new Set<string>();

  constructor(
    private readonly client: ClusterClient,
    private readonly appliers: readonly KubeObject[],
    private readonly signal: AbortSignal,
  ) {}

  async follow(relation: TraceRelation, ref: ObjectRef, depth: number, byLabel = false): Promise<void> {
    // The root Kustomization of a bootstrapped cluster applies itself.
    if (this.#seen.has(refKey(ref))) return;
    this.#seen.add(refKey(ref));
    const { object, status } = await this.#read(ref);
    this.hops.push({ relation, ref, status, depth, ...describe(object), ...(byLabel && { byLabel }) });
    if (object !== undefined) {
      for (const source of upstreamOf(object)) await this.follow("source", source, depth + 1);
    }
    // Where a source was declared is its own question; the way up is that of the object.
    if (relation === "source") return;
    const owners = ownersOf(ref, this.appliers);
    for (const owner of owners) await this.follow("owner", refOf(owner), depth + 1);
    if (owners.length > 0 || object === undefined) return;
    const controller = controllerOf(object);
    if (controller !== undefined) return this.follow("controller", controller, depth + 1);
    const labelled = labelledOwner(object);
    if (labelled !== undefined) await this.follow("owner", labelled, depth + 1, true);
  }

  async #read(ref: ObjectRef): Promise<{ object: KubeObject | undefined; status: ObjectStatus }> {
    const known = this.appliers.find((applier) => refKey(refOf(applier)) === refKey(ref));
    if (known !== undefined) return { object: known, status: statusOf(known) };
    try {
      const object = await this.client.find(ref, { signal: this.signal });
      return { object, status: object === undefined ? missingStatus : statusOf(object) };
    } catch (error) {
      const { reason, message } = refusal(error);
      return { object: undefined, status: { name: "unknown", reason, message } };
    }
  }
}

/** The refusal of a read that the rest can go on without; any other error is thrown on. */
function refusal(error: unknown): FluxwrightError {
  if (error instanceof FluxwrightError && tolerated.has(error.reason)) return error;
  throw error;
}

const tolerated: ReadonlySet<string> = new Set(["forbidden", "kind-not-installed"]);

function describe(object: KubeObject | undefined): Pick<TraceHop, "revision" | "from"> {
  if (object === undefined || findFluxKind(groupOf(object.apiVersion), object.kind) === undefined) return {};
  const spec = asObject(object.spec);
  const revision = liveRevision(object);
  const from = asString(spec.url) ?? asString(spec.path) ?? asString(spec.chart) ?? asString(spec.endpoint);
  return { ...(revision !== undefined && { revision }), ...(from !== undefined && { from }) };
}
