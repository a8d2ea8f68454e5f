import { randomUUID } from "node:crypto";
import { asArray, asObject, type JsonObject, jsonEqual } from "../objects/json.js";
import { groupOf, type KubeObject } from "../objects/kube-object.js";
import { formatRef, type ObjectRef, refKey, refOf } from "../objects/object-ref.js";
import { ApiRefusal } from "./api-status.js";
import { mergePatch } from "./merge-patch.js";

/** One change of the store, in the order of its `version`. */
export interface StoreChange {
  readonly version: number;
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: KubeObject;
  /** The object before the change; absent for a new one. */
  readonly before?: KubeObject;
}

/** What a write asks for. */
export interface WritePreconditions {
  readonly dryRun: boolean;
  readonly uid?: string | undefined;
}

/**
 * The objects of a fake API server, with what makes them Kubernetes objects: uid, resourceVersion, generation,
 * deletion with finalizers, and the history that watches replay.
 */
export class ObjectStore {
  readonly #objects = new Map<string, KubeObject>();
  readonly #listeners = new Set<(change: StoreChange) => void>();
  #history: StoreChange[] = [];
  #version = 1000;
  #compactedTo = 0;

  constructor(private readonly now: () => Date) {}

  /** The version of the newest change. */
  get version(): number {
    return this.#version;
  }

  /** An object, or undefined. */
  find(ref: ObjectRef): KubeObject | undefined {
    return this.#objects.get(refKey(ref));
  }

  /** All objects of a kind, by namespace and name. */
  all(group: string, kind: string, namespace: string | undefined): KubeObject[] {
    return [...this.#objects.values()]
      .filter((object) => object.kind === kind && groupOf(object.apiVersion) === group)
      .filter((object) => namespace === undefined || object.metadata.namespace === namespace)
      .sort((a, b) => compare(keyOf(a), keyOf(b)));
  }

  /**
   * Creates or replaces an object as it is given. A uid and a generation that it names are kept (a recording has
   * them); else the server's rules hold: the generation counts the changes of what is not metadata or status.
   */
  put(object: KubeObject): KubeObject {
    const before = this.find(refOf(object));
    return this.#write(this.#complete(object, before), before);
  }

  /** Merges a patch into an object. @throws ApiRefusal 404, 409 or 422 as the server does. */
  patch(ref: ObjectRef, patch: JsonObject, { dryRun }: WritePreconditions): KubeObject {
    const before = this.#get(ref);
    const asked = asObject(patch.metadata);
    if (asked.uid !== undefined && asked.uid !== before.metadata.uid) {
      const message = `Invalid value: ${JSON.stringify(asked.uid)}: field is immutable`;
      throw new ApiRefusal(422, `${formatRef(ref)} is invalid: metadata.uid: ${message}`, {
        causes: [{ reason: "FieldValueInvalid", message, field: "metadata.uid" }],
      });
    }
    if (asked.resourceVersion !== undefined && asked.resourceVersion !== before.metadata.resourceVersion) {
      throw new ApiRefusal(
        409,
        "the object has been modified; please apply your changes to the latest version and try again",
      );
    }
    const merged = mergePatch(before, patch) as KubeObject;
    const { generation: _, ...metadata } = merged.metadata;
    const after = this.#complete({ ...merged, metadata: metadata as KubeObject["metadata"] }, before);
    if (jsonEqual(withoutVersion(after), withoutVersion(before))) return before;
    return dryRun ? after : this.#write(after, before);
  }

  /** Deletes an object; one with finalizers only gets its deletionTimestamp. @throws ApiRefusal 404 or 409. */
  delete(ref: ObjectRef, { uid, dryRun }: WritePreconditions): KubeObject {
    const before = this.#get(ref);
    if (uid !== undefined && uid !== before.metadata.uid) {
      throw new ApiRefusal(
        409,
        `Operation cannot be fulfilled on ${formatRef(ref)}: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${String(before.metadata.uid)}`,
      );
    }
    if (dryRun) return before;
    if (asArray(before.metadata.finalizers).length > 0) {
      const metadata = { ...before.metadata, deletionTimestamp: this.#timestamp() };
      return this.#write({ ...before, metadata } as KubeObject, before);
    }
    return this.remove(ref);
  }

  /** Removes an object at once, finalizers or not. @throws ApiRefusal 404. */
  remove(ref: ObjectRef): KubeObject {
    const before = this.#get(ref);
    this.#version++;
    const object = withVersion(before, this.#version);
    this.#objects.delete(refKey(ref));
    this.#tell({ version: this.#version, type: "DELETED", object, before });
    return object;
  }

  /** The changes after a version. @throws ApiRefusal 410 when they have been compacted, 504 from the future. */
  changesSince(version: number): readonly StoreChange[] {
    if (version < this.#compactedTo) {
      throw new ApiRefusal(410, `too old resource version: ${version} (${this.#compactedTo})`);
    }
    if (version > this.#version) {
      throw new ApiRefusal(504, `Too large resource version: ${version}, current: ${this.#version}`, {
        retryAfterSeconds: 1,
      });
    }
    return this.#history.filter((change) => change.version > version);
  }

  /** Forgets the history, as etcd does every five minutes: watches and lists of older versions end with 410. */
  compact(): void {
    this.#version++;
    this.#compactedTo = this.#version;
    this.#history = [];
  }

  /** Whether a list of that version can still be continued. */
  isCompacted(version: number): boolean {
    return version < this.#compactedTo;
  }

  /** Tells a listener of every change from now on. */
  listen(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #get(ref: ObjectRef): KubeObject {
    const found = this.find(ref);
    if (found !== undefined) return found;
    throw new ApiRefusal(404, `${ref.kind.toLowerCase()} ${JSON.stringify(ref.name)} not found`, {
      name: ref.name,
      group: ref.group,
      kind: ref.kind,
    });
  }

  #complete(object: KubeObject, before: KubeObject | undefined): KubeObject {
    const { metadata } = object;
    const same = before !== undefined && (metadata.uid === undefined || metadata.uid === before.metadata.uid);
    const last = same ? Number(before.metadata.generation ?? 1) : 0;
    const generation = same && jsonEqual(intentOf(object), intentOf(before)) ? last : last + 1;
    return {
      ...object,
      metadata: {
        ...metadata,
        uid: metadata.uid ?? (same ? before.metadata.uid : randomUUID()),
        creationTimestamp:
          metadata.creationTimestamp ?? (same ? before.metadata.creationTimestamp : this.#timestamp()),
        generation: metadata.generation ?? generation,
      },
    } as KubeObject;
  }

  #write(object: KubeObject, before: KubeObject | undefined): KubeObject {
    const replaced = before !== undefined && before.metadata.uid !== object.metadata.uid;
    if (replaced) this.remove(refOf(before));
    this.#version++;
    const written = withVersion(object, this.#version);
    this.#objects.set(refKey(refOf(written)), written);
    const isNew = before === undefined || replaced;
    this.#tell({
      version: this.#version,
      type: isNew ? "ADDED" : "MODIFIED",
      object: written,
      ...(isNew ? {} : { before }),
    });
    return written;
  }

  #tell(change: StoreChange): void {
    this.#history.push(change);
    for (const listener of this.#listeners) listener(change);
  }

  /** The API server's timestamps have whole seconds. */
  #timestamp(): string {
    return this.now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
  }
}

function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ""}/${object.metadata.name ?? ""}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function intentOf(object: KubeObject): JsonObject {
  const { metadata: _metadata, status: _status, ...intent } = object;
  return intent;
}

function withVersion(object: KubeObject, version: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } } as KubeObject;
}

function withoutVersion(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: undefined } } as unknown as KubeObject;
}
