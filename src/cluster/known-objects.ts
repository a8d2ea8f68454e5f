import type { KubeObject } from "../objects/kube-object.js";
import type { WatchEvent } from "./watch-event.js";

interface Known<T> {
  readonly uid: string;
  readonly version: string;
  readonly object: T;
}

/**
 * What a watch has told of each object, to tell only what is new after a gap, and what is gone. Keeps the
 * caller's projection of an object and three short strings.
 */
export class KnownObjects<T> {
  readonly #byName = new Map<string, Known<T>>();
  #seen: Set<string> | undefined;

  constructor(private readonly project: (object: KubeObject) => T) {}

  /** A list begins: what is not taken until its end is gone. */
  startList(): void {
    this.#seen = new Set();
  }

  /** An object as it is now. Tells nothing when this state of it is known. */
  *take(object: KubeObject): Generator<WatchEvent<T>> {
    const name = nameOf(object);
    const uid = String(object.metadata.uid ?? "");
    const version = String(object.metadata.resourceVersion ?? "");
    this.#seen?.add(name);
    const before = this.#byName.get(name);
    if (before?.uid === uid && before.version === version) return;
    const now = { uid, version, object: this.project(object) };
    this.#byName.set(name, now);
    if (before !== undefined && before.uid !== uid) {
      yield { type: "deleted", object: before.object, uid: before.uid };
    }
    yield { type: before?.uid === uid ? "modified" : "added", object: now.object, uid };
  }

  /** An object that is gone, in its last state. Tells nothing of one that was never told, or is another now. */
  *remove(object: KubeObject): Generator<WatchEvent<T>> {
    const name = nameOf(object);
    const before = this.#byName.get(name);
    if (before === undefined || before.uid !== object.metadata.uid) return;
    this.#byName.delete(name);
    yield { type: "deleted", object: this.project(object), uid: before.uid };
  }

  /** The list is complete: tells what was known and is not in it. */
  *endList(): Generator<WatchEvent<T>> {
    const seen = this.#seen;
    this.#seen = undefined;
    if (seen === undefined) return;
    for (const [name, known] of this.#byName) {
      if (seen.has(name)) continue;
      this.#byName.delete(name);
      yield { type: "deleted", object: known.object, uid: known.uid };
    }
  }
}

function nameOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ""}/${object.metadata.name ?? ""}`;
}
