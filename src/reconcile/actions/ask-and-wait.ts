import type { ClusterClient } from "../../cluster/cluster-client.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { JsonObject } from "../../objects/json.js";
import { asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { refOf } from "../../objects/object-ref.js";
import { failureOf } from "../explain.js";
import { liveRevision } from "../live-revision.js";
import type { ObjectStatus } from "../object-status.js";
import { missingStatus, statusOf } from "../status.js";
import type { ActionContext, ActionName, ActionOutcome, ActionResult } from "./action-result.js";
import type { RequestState } from "./judge-request.js";
import { judgeRequest, requestOn } from "./judge-request.js";
import { newRequestToken } from "./request-token.js";
import { upstreamOf } from "./upstream.js";
import { wantedRevision } from "./upstream-revision.js";

/** An object that is watched, in the state in which we met it. */
export interface Met {
  readonly object: KubeObject;
  readonly states: AsyncGenerator<KubeObject | undefined, never>;
}

/** What to ask of it. */
export interface Ask {
  readonly action: ActionName;
  /** The patch that carries our token. */
  readonly patch: (token: string) => JsonObject;
  /** What the object reads from, as far as it was read already. */
  readonly upstream?: readonly KubeObject[];
  /** Whether that changed since we began; see `RequestGoal.fresh`. Then nothing is asked unless it must. */
  readonly fresh?: boolean;
}

/** The end of a request, with the object as it then was; undefined when it is gone. */
export interface Answered {
  readonly result: ActionResult;
  readonly object: KubeObject | undefined;
}

/**
 * Asks an object to run and waits until our request is answered: done, failed with its cause, suspended, gone.
 * Ends at the deadline with the last status that was seen.
 *
 * @throws FluxwrightError `deadline` when it passes before the object was asked: then no status answers anything.
 */
export async function askAndWait(
  client: ClusterClient,
  { object, states }: Met,
  ask: Ask,
  context: ActionContext,
): Promise<Answered> {
  const ref = refOf(object);
  const { signal } = context;
  let upstream = ask.upstream ?? (await readUpstream(client, object, signal));
  const token = newRequestToken(context.now());
  const uid = asString(object.metadata.uid) ?? "";
  const fresh = ask.fresh === true && wantedRevision(object, upstream) !== undefined;
  let sent = false;
  let asked = false;
  let last: KubeObject | undefined = object;
  const send = async (): Promise<void> => {
    await client.patch(ref, ask.patch(token), { uid, signal });
    sent = true;
    context.tell?.({ kind: "asked", ref });
  };
  const judge = (): RequestState => judgeRequest(last, { token, uid, asked, upstream, fresh });
  const tellStatus = statusTeller(ref, statusOf(object), context);
  try {
    if (!fresh) await send();
    for (;;) {
      ({ value: last } = await states.next());
      asked ||= last !== undefined && requestOn(last) === token;
      let state = judge();
      if (state.name === "behind" && last !== undefined) {
        upstream = await readUpstream(client, last, signal);
        state = judge();
      }
      tellStatus(state.status);
      const outcome = outcomes[state.name];
      if (outcome !== undefined) return { result: toResult(ask.action, ref, outcome, last), object: last };
      // It failed without saying on which revision: only the answer to a request tells that.
      if (!sent && isFailing(state.status)) await send();
    }
  } catch (error) {
    if (!isDeadline(error) || !(sent || fresh)) throw error;
    return { result: toResult(ask.action, ref, "deadline", last), object: last };
  }
}

function isFailing({ name }: ObjectStatus): boolean {
  return name === "failed" || name === "stalled";
}

const outcomes: Readonly<Partial<Record<RequestState["name"], ActionOutcome>>> = {
  done: "done",
  failed: "failed",
  suspended: "suspended",
  superseded: "superseded",
};

/** The result of an action that changed an object, from the object's last state. */
export function toResult(
  action: ActionName,
  ref: ObjectRef,
  outcome: ActionOutcome,
  object: KubeObject | undefined,
): ActionResult {
  const revision = object && liveRevision(object);
  const failure = object && outcome !== "done" ? failureOf(object)?.failure : undefined;
  return {
    action,
    ref,
    outcome,
    status: object ? statusOf(object) : missingStatus,
    ...(failure !== undefined && { failure }),
    ...(revision !== undefined && { revision }),
    changed: true,
  };
}

/** Whether an error only says that the time is over. */
export function isDeadline(error: unknown): boolean {
  return error instanceof FluxwrightError && error.reason === "deadline";
}

/** Tells each status once, and not the one that was there before we asked. */
export function statusTeller(
  ref: ObjectRef,
  before: ObjectStatus,
  { tell }: ActionContext,
): (status: ObjectStatus) => void {
  const keyOf = ({ name, reason, loop }: ObjectStatus): string =>
    [name, reason, loop?.step, loop?.waitsFor, loop?.revision].join(" ");
  let told = keyOf(before);
  let isAtWork = false;
  return (status) => {
    const key = keyOf(status);
    if (key === told || status.name === "current") return;
    told = key;
    // Between two writes of one run the status seems to lag again for a moment.
    const isLag = isAtWork && status.loop?.waitsFor === "controller";
    isAtWork ||= status.loop?.waitsFor !== "controller";
    if (!isLag) tell?.({ kind: "status", ref, status });
  };
}

/** What the object reads from. What is missing or may not be read is left out: it cannot contradict. */
export async function readUpstream(
  client: ClusterClient,
  object: KubeObject,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const found = await Promise.all(upstreamOf(object).map((ref) => findReadable(client, ref, signal)));
  return found.filter((source) => source !== undefined);
}

/** The object, or undefined when it is missing, may not be read, or its kind is not installed. */
export async function findReadable(
  client: ClusterClient,
  ref: ObjectRef,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  try {
    return await client.find(ref, { signal });
  } catch (error) {
    if (error instanceof FluxwrightError && unreadable.has(error.reason)) return undefined;
    throw error;
  }
}

const unreadable: ReadonlySet<string> = new Set(["forbidden", "kind-not-installed"]);
