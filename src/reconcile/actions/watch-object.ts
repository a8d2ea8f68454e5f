import type { ClusterClient } from "../../cluster/cluster-client.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";

/**
 * One object as it is, then each state that it takes; undefined while it is not there. Ends when the caller
 * stops, or with the signal's error.
 */
export async function* watchObject(
  client: ClusterClient,
  ref: ObjectRef,
  signal: AbortSignal,
): AsyncGenerator<KubeObject | undefined, never> {
  const namespace = ref.namespace === undefined ? {} : { namespace: ref.namespace };
  const scope = { ...namespace, fields: `metadata.name=${ref.name}` };
  let state: KubeObject | undefined;
  let synced = false;
  for await (const event of client.watch(ref, scope, { signal })) {
    if (event.type === "synced") {
      if (!synced) yield state;
      synced = true;
    }
    if (!("object" in event) || event.object.metadata.name !== ref.name) continue;
    state = event.type === "deleted" ? undefined : event.object;
    if (synced) yield state;
  }
  throw new Error("a watch ended by itself");
}
