import { setTimeout as delay } from "node:timers/promises";
import { jsonEqual } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { type ObjectRef, refKey, refOf } from "../objects/object-ref.js";
import type { ObjectStore } from "./object-store.js";

/** A change of the fake API server's objects, at its moment in milliseconds from the start. */
export type ScriptStep =
  | { readonly at: number; readonly put: KubeObject }
  | { readonly at: number; readonly remove: ObjectRef };

/** Plays the steps in the order of their moments; twice the `speed` is half the time. */
export async function playScript(
  script: readonly ScriptStep[],
  store: ObjectStore,
  { speed = 1, signal }: { speed?: number; signal?: AbortSignal },
): Promise<void> {
  const started = performance.now();
  for (const step of [...script].sort((a, b) => a.at - b.at)) {
    const wait = step.at / speed - (performance.now() - started);
    if (wait > 0) await delay(wait, undefined, signal === undefined ? {} : { signal });
    if ("put" in step) store.put(withoutVersion(step.put));
    else if (store.find(step.remove) !== undefined) store.remove(step.remove);
  }
}

/** A recording carries the versions of another server: ours counts on. */
function withoutVersion(object: KubeObject): KubeObject {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata: metadata as KubeObject["metadata"] };
}

/** Everything that is there at a moment, in milliseconds from the start. */
export interface Snapshot {
  readonly at: number;
  readonly objects: readonly KubeObject[];
}

/** The script that leads from one snapshot to the next: only what differs is put, what is missing is removed. */
export function scriptOf(snapshots: readonly Snapshot[]): ScriptStep[] {
  const steps: ScriptStep[] = [];
  let before = new Map<string, KubeObject>();
  for (const { at, objects } of snapshots) {
    const now = new Map(objects.map((object) => [refKey(refOf(object)), object]));
    for (const [key, object] of now) {
      if (!jsonEqual(object, before.get(key))) steps.push({ at, put: object });
    }
    for (const [key, object] of before) {
      if (!now.has(key)) steps.push({ at, remove: refOf(object) });
    }
    before = now;
  }
  return steps;
}
