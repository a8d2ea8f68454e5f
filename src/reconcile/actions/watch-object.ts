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

/** A state of one of two objects. */
export interface SeenState {
  readonly from: "first" | "second";
  readonly state: KubeObject | undefined;
}

/** The states of two objects as they come. Both are the caller's to end, by their signal. */
export async function* eitherOf(
  first: AsyncGenerator<KubeObject | undefined, never>,
  second: AsyncGenerator<KubeObject | undefined, never>,
): AsyncGenerator<SeenState, never> {
  const next = async (from: SeenState["from"]): Promise<SeenState> => {
    const { value } = await (from === "first" ? first : second).next();
    return { from, state: value };
  };
  const coming = { first: next("first"), second: next("second") };
  try {
    for (;;) {
      const seen = await Promise.race([coming.first, coming.second]);
      yield seen;
      coming[seen.from] = next(seen.from);
    }
  } finally {
    // Nobody waits for these any more: that they are ended is no error.
    for (const pending of [coming.first, coming.second]) pending.catch(() => undefined);
  }
}
