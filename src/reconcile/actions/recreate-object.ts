import type { ClusterClient } from "../../cluster/cluster-client.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { formatRef, refOf } from "../../objects/object-ref.js";
import { ownersOf, readAppliers } from "../reads/owners.js";
import { statusOf } from "../status.js";
import type { ActionContext, ActionResult } from "./action-result.js";
import { isDeadline, statusTeller, toResult } from "./ask-and-wait.js";
import { isHandled } from "./judge-request.js";
import { notFound } from "./reconcile-object.js";
import type { RecreateRefusal } from "./recreate-refusals.js";
import { refusalOfObject, refusalOfOwner } from "./recreate-refusals.js";
import { newRequestToken, requestPatch } from "./request-token.js";
import { takesRequests } from "./upstream.js";
import { eitherOf, watchObject } from "./watch-object.js";

/** What a recreation will do: to be shown, and agreed to, before anything happens. */
export interface RecreatePlan {
  readonly object: KubeObject;
  /** Who will create it again. */
  readonly owner: KubeObject;
}

/**
 * Plans to delete one managed object so that Flux creates it again, as the last resort for an object that cannot
 * be changed into what is wanted. Changes nothing.
 *
 * @throws FluxwrightError `not-found`; `refused` where deleting it would lose more than the object, or where Flux
 * would not create it again.
 */
export async function planRecreate(
  client: ClusterClient,
  ref: ObjectRef,
  signal: AbortSignal,
): Promise<RecreatePlan> {
  const [object, appliers] = await Promise.all([client.find(ref, { signal }), readAppliers(client, signal)]);
  if (object === undefined) throw notFound(ref);
  const refusal = refusalOfObject(object);
  if (refusal !== undefined) throw refused(ref, refusal);
  const owners = ownersOf(ref, appliers);
  const owner = owners.find((candidate) => refusalOfOwner(candidate) === undefined);
  if (owner !== undefined) return { object, owner };
  throw refused(ref, owners.map(refusalOfOwner).find((why) => why !== undefined) ?? unmanaged);
}

const unmanaged: RecreateRefusal = {
  why: "it is in no inventory of Flux, so that nothing would create it again",
  instead: "Look where it comes from: fluxwright trace.",
};

function refused(ref: ObjectRef, { why, instead }: RecreateRefusal): FluxwrightError {
  return new FluxwrightError("refused", `${formatRef(ref)} is not deleted: ${why}`, { hint: instead });
}

/** What recreating needs beside any action. */
export interface RecreateContext extends ActionContext {
  /** Milliseconds of a clock that never jumps, for the downtime. */
  readonly elapsed: () => number;
}

/**
 * Does what was planned: deletes the object (this very one, by uid), asks its owner to run, and waits until
 * another object has its name and is ready. When the owner fails meanwhile, nothing will come back before that is
 * mended: then the result is the owner's failure.
 */
export async function recreateObject(
  client: ClusterClient,
  { object, owner }: RecreatePlan,
  context: RecreateContext,
): Promise<ActionResult> {
  const ref = refOf(object);
  const { signal } = context;
  const uid = asString(object.metadata.uid) ?? "";
  // A watch that waits is only ended by its signal.
  const end = new AbortController();
  const watching = AbortSignal.any([signal, end.signal]);
  const states = watchObject(client, ref, watching);
  let last: KubeObject | undefined = object;
  const started = context.elapsed();
  try {
    await states.next();
    await client.delete(ref, { uid, signal });
    context.tell?.({ kind: "deleted", ref });
    const tellStatus = statusTeller(ref, statusOf(object), context);
    do {
      ({ value: last } = await states.next());
      tellStatus(statusOf(last));
    } while (last?.metadata.uid === uid);
    // Asked any earlier, Flux would find the old object still there and leave it at that.
    const token = await askOwner(client, owner, context);
    const tellOwner = statusTeller(refOf(owner), statusOf(owner), context);
    for await (const seen of eitherOf(states, watchObject(client, refOf(owner), watching))) {
      if (seen.from === "second") {
        if (seen.state) tellOwner(statusOf(seen.state));
        if (hasFailed(seen.state, token)) return toResult("recreate", refOf(owner), "failed", seen.state);
      } else {
        last = seen.state;
        tellStatus(statusOf(last));
      }
      if (isBack(last))
        return { ...toResult("recreate", ref, "done", last), downtime: context.elapsed() - started };
    }
    throw new Error("a watch ended by itself");
  } catch (error) {
    if (!isDeadline(error)) throw error;
    return toResult("recreate", ref, "deadline", last);
  } finally {
    end.abort();
  }
}

function isBack(object: KubeObject | undefined): boolean {
  return object !== undefined && statusOf(object).name === "current";
}

/** Whether the owner ran for our request, and failed. */
function hasFailed(owner: KubeObject | undefined, token: string | undefined): boolean {
  if (owner === undefined || token === undefined || !isHandled(owner, { token, asked: true })) return false;
  const { name } = statusOf(owner);
  return name === "failed" || name === "stalled";
}

async function askOwner(
  client: ClusterClient,
  owner: KubeObject,
  context: ActionContext,
): Promise<string | undefined> {
  if (!takesRequests(owner)) return undefined;
  const uid = asString(owner.metadata.uid) ?? "";
  const token = newRequestToken(context.now());
  await client.patch(refOf(owner), requestPatch(token), { uid, signal: context.signal });
  context.tell?.({ kind: "asked", ref: refOf(owner) });
  return token;
}
