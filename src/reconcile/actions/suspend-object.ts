import type { ClusterClient } from "../../cluster/cluster-client.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { factsOf, findFluxKind } from "../../flux/kinds.js";
import type { JsonObject } from "../../objects/json.js";
import { asObject, asString } from "../../objects/json.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { formatRef } from "../../objects/object-ref.js";
import { isSuspended } from "../flux-status.js";
import type { ActionContext, ActionResult } from "./action-result.js";
import { askAndWait, toResult } from "./ask-and-wait.js";
import { notFound } from "./reconcile-object.js";
import { requestPatch } from "./request-token.js";
import { takesRequests } from "./upstream.js";
import { watchObject } from "./watch-object.js";

/**
 * Pauses the reconciliation of one object. What runs goes on running; what is deleted or changed by hand is not
 * put right until it is resumed.
 *
 * @throws FluxwrightError `not-found`; `usage` for a kind that cannot be suspended.
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#suspend
 */
export async function suspendObject(
  client: ClusterClient,
  ref: ObjectRef,
  { signal }: ActionContext,
): Promise<ActionResult> {
  const patch = suspendPatch(ref, true);
  const object = await client.find(ref, { signal });
  if (object === undefined) throw notFound(ref);
  if (isSuspended(object)) return { ...toResult("suspend", ref, "done", object), changed: false };
  const uid = asString(object.metadata.uid) ?? "";
  return toResult("suspend", ref, "done", await client.patch(ref, patch, { uid, signal }));
}

/** How to resume. */
export interface ResumeOptions {
  /** Wait until the object is Ready again; default true. */
  readonly wait?: boolean;
}

/**
 * Continues the reconciliation of one object, and waits until it is Ready for its generation or fails. The same
 * patch asks for a run, so that the answer to it can be told from what was there before.
 *
 * @throws FluxwrightError `not-found`; `usage` for a kind that cannot be suspended.
 */
export async function resumeObject(
  client: ClusterClient,
  ref: ObjectRef,
  { wait = true }: ResumeOptions,
  context: ActionContext,
): Promise<ActionResult> {
  const resume = suspendPatch(ref, false);
  const states = watchObject(client, ref, context.signal);
  try {
    const { value: object } = await states.next();
    if (object === undefined) throw notFound(ref);
    if (!isSuspended(object)) return { ...toResult("resume", ref, "done", object), changed: false };
    if (!wait || !takesRequests(object)) {
      const uid = asString(object.metadata.uid) ?? "";
      const resumed = await client.patch(ref, resume, { uid, signal: context.signal });
      return toResult("resume", ref, "done", resumed);
    }
    const patch = (token: string): JsonObject => mergeMetadata(resume, requestPatch(token));
    return (await askAndWait(client, { object, states }, { action: "resume", patch }, context)).result;
  } finally {
    await states.return(undefined as never);
  }
}

/** The Flux Operator pauses by annotation, Flux by `spec.suspend`. */
const operatorSwitch = "fluxcd.controlplane.io/reconcile";

function suspendPatch(ref: ObjectRef, suspend: boolean): JsonObject {
  const kind = findFluxKind(ref.group, ref.kind);
  const facts = kind && factsOf(kind);
  if (facts?.role === "operator") {
    return { metadata: { annotations: { [operatorSwitch]: suspend ? "disabled" : "enabled" } } };
  }
  if (facts?.suspendable === true) return { spec: { suspend } };
  throw new FluxwrightError("usage", `${formatRef(ref)} cannot be suspended: its kind has no such field`);
}

function mergeMetadata(first: JsonObject, second: JsonObject): JsonObject {
  const annotations = {
    ...asObject(asObject(first.metadata).annotations),
    ...asObject(asObject(second.metadata).annotations),
  };
  return { ...first, metadata: { annotations } };
}
