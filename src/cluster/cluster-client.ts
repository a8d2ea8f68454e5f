import type { JsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { ApiResource, KindRef } from "./api-resource.js";
import type { Scope } from "./list-pages.js";
import type { WatchEvent } from "./watch-event.js";

/** What every call takes. */
export interface CallOptions {
  /** Ends the call. Its error is a `FluxwrightError`: the reason itself, `deadline`, or `interrupted`. */
  readonly signal?: AbortSignal;
}

/** How objects of a list or a watch are kept. */
export interface ReadOptions<T> extends CallOptions {
  /**
   * Makes of each object, as soon as it is parsed, what the caller keeps of it; the rest can be freed. Without
   * it the objects are kept whole.
   */
  readonly project?: (object: KubeObject) => T;
}

/** Options of a write. */
export interface WriteOptions extends CallOptions {
  /** The write only happens to the object with this uid, not to one that took its name since. */
  readonly uid?: string;
  /** Let the server judge the write, and change nothing. */
  readonly dryRun?: boolean;
}

/** Options of a deletion: here the uid is no option. */
export interface DeleteOptions extends CallOptions {
  readonly uid: string;
  readonly dryRun?: boolean;
}

/**
 * An API server, as one user. Every failure is a `FluxwrightError` whose reason says whether to wait
 * (`unavailable`), to ask for rights (`unauthorized`, `forbidden`), or that it is not there (`not-found`,
 * `kind-not-installed`); its message carries the server's text, cleaned.
 */
export interface ClusterClient {
  /** The context's name; `in-cluster` for a Pod's own account. */
  readonly context: string;
  /** How that context was chosen. A write to one of several clusters should want `named`. */
  readonly chosen: "named" | "current" | "in-cluster";
  /** The server's URL. */
  readonly server: string;
  /** The context's namespace. */
  readonly namespace: string;

  /** One object. @throws FluxwrightError `not-found` when it is not there. */
  get(ref: ObjectRef, options?: CallOptions): Promise<KubeObject>;
  /** One object, or undefined when it is not there. */
  find(ref: ObjectRef, options?: CallOptions): Promise<KubeObject | undefined>;
  /** All objects of a kind in the scope, read in pages of 500 from one version of the data. */
  list<T = KubeObject>(kind: KindRef, scope?: Scope, options?: ReadOptions<T>): Promise<readonly T[]>;
  /**
   * All objects of a kind in the scope, and every change from then on, until the signal or the caller ends it (a
   * generator that waits can only be ended by the signal).
   * Survives everything that passes: see {@link WatchEvent}. Use one watch per kind and namespace.
   */
  watch<T = KubeObject>(
    kind: KindRef,
    scope?: Scope,
    options?: ReadOptions<T>,
  ): AsyncGenerator<WatchEvent<T>>;
  /**
   * A JSON merge patch (RFC 7386). Tried again after 409 and transient failures, so it must mean the same when
   * it happens twice.
   *
   * @returns the object as it now is.
   * @throws FluxwrightError `superseded` when the object has another uid than the one given.
   */
  patch(ref: ObjectRef, patch: JsonObject, options?: WriteOptions): Promise<KubeObject>;
  /**
   * Deletes one object. Returns when the server has taken the request; an object with finalizers is still there.
   * That the object is gone already counts as done.
   *
   * @throws FluxwrightError `superseded` when another object has taken its name.
   */
  delete(ref: ObjectRef, options: DeleteOptions): Promise<void>;

  /** How the server serves a kind, or undefined when it does not. */
  findResource(kind: KindRef, options?: CallOptions): Promise<ApiResource | undefined>;
  /** How the server serves a kind. @throws FluxwrightError `kind-not-installed`. */
  getResource(kind: KindRef, options?: CallOptions): Promise<ApiResource>;
  /** Every kind of a group, each in the version that the server prefers; empty when there is no such group. */
  servedKinds(group: string, options?: CallOptions): Promise<readonly ApiResource[]>;
  /** The versions of a group that the server serves, the preferred one first; empty when there are none. */
  servedVersions(group: string, options?: CallOptions): Promise<readonly string[]>;
  /** Whether a namespace is there: a list in an absent one is empty, not an error. */
  namespaceExists(name: string, options?: CallOptions): Promise<boolean>;
  /** The uid of the namespace `kube-system`, which names a cluster as long as it lives. */
  clusterUid(options?: CallOptions): Promise<string>;
  /** Stops when this is another cluster than the one with that uid. @throws FluxwrightError `refused`. */
  requireClusterUid(uid: string, options?: CallOptions): Promise<void>;
  /** Closes all connections. */
  close(): void;
}
