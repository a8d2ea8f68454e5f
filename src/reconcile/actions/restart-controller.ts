import type { ClusterClient } from "../../cluster/cluster-client.js";
import { annotations } from "../../flux/annotations.js";
import { factsOf, fluxKindNames } from "../../flux/kinds.js";
import { asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { statusOf } from "../status.js";
import type { ActionContext, ActionOutcome, ActionResult } from "./action-result.js";
import { isDeadline, statusTeller, toResult } from "./ask-and-wait.js";
import { notFound } from "./reconcile-object.js";
import { watchObject } from "./watch-object.js";

/** The Deployments of the controllers that reconcile the kinds of Flux. */
export const controllerNames: readonly string[] = [
  ...new Set(fluxKindNames.flatMap((kind) => factsOf(kind).controller ?? [])),
];

/** The Deployment of a controller. */
export function controllerRef(name: string, namespace: string): ObjectRef {
  return { group: "apps", kind: "Deployment", namespace, name };
}

/**
 * Restarts a controller as `kubectl rollout restart` does, and waits until the new Pods are ready. It makes every
 * object of the controller run again, and hides why one of them was stuck.
 *
 * @throws FluxwrightError `not-found` when there is no such Deployment; `deadline` when it passes before the
 * Deployment was asked.
 */
export async function restartController(
  client: ClusterClient,
  ref: ObjectRef,
  context: ActionContext,
): Promise<ActionResult> {
  const { signal, now } = context;
  const states = watchObject(client, ref, signal);
  let last: KubeObject | undefined;
  let asked = false;
  try {
    ({ value: last } = await states.next());
    if (last === undefined) throw notFound(ref);
    const uid = asString(last.metadata.uid) ?? "";
    const restartedAt = { [annotations.restartedAt]: new Date(now()).toISOString() };
    const patch = { spec: { template: { metadata: { annotations: restartedAt } } } };
    const restarted = await client.patch(ref, patch, { uid, signal });
    asked = true;
    context.tell?.({ kind: "asked", ref });
    const tellStatus = statusTeller(ref, statusOf(last), context);
    for (;;) {
      ({ value: last } = await states.next());
      const outcome = judgeRollout(last, restarted);
      if (last !== undefined) tellStatus(statusOf(last));
      if (outcome !== undefined) return toResult("restart", ref, outcome, last);
    }
  } catch (error) {
    if (!isDeadline(error) || !asked) throw error;
    return toResult("restart", ref, "deadline", last);
  } finally {
    await states.return(undefined as never);
  }
}

/** Where the rollout of the patched generation stands; undefined while it goes on. */
function judgeRollout(state: KubeObject | undefined, restarted: KubeObject): ActionOutcome | undefined {
  if (state === undefined || state.metadata.uid !== restarted.metadata.uid) return "superseded";
  if (Number(state.metadata.generation ?? 0) < Number(restarted.metadata.generation ?? 0)) return undefined;
  const { name } = statusOf(state);
  if (name === "current") return "done";
  return name === "failed" ? "failed" : undefined;
}
