import type { KindRef } from "../cluster/api-resource.js";
import type { ClusterClient } from "../cluster/cluster-client.js";
import type { WatchEvent } from "../cluster/watch-event.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ClusterView, ReadRefusal } from "./cluster-view.js";
import { createClusterView } from "./cluster-view.js";

/** A view of a cluster that watches keep up to date: one watch per kind, all namespaces or one. */
export class LiveView {
  readonly #objects = new Map<string, KubeObject>();
  readonly #refusals = new Map<string, ReadRefusal>();
  readonly #pending: Set<KindRef>;
  readonly #lost = new Set<KindRef>();
  readonly #watches: Promise<void>[];
  readonly #stop = new AbortController();
  #failure: unknown;
  #wake: () => void = () => {};
  #changed = false;

  constructor(
    client: ClusterClient,
    kinds: readonly KindRef[],
    options: { readonly signal?: AbortSignal; readonly namespace?: string } = {},
  ) {
    this.#pending = new Set(kinds);
    const signal = options.signal ? AbortSignal.any([options.signal, this.#stop.signal]) : this.#stop.signal;
    const scope = options.namespace === undefined ? {} : { namespace: options.namespace };
    this.#watches = kinds.map((kind) =>
      this.#watch(client.watch(kind, scope, { signal, project: lean }), kind),
    );
  }

  /** Whether every kind has been read once, or was refused. Before that an absent object says nothing. */
  get isComplete(): boolean {
    return this.#pending.size === 0;
  }

  /** Whether the server answers; while it does not, the view is what was last known. */
  get isConnected(): boolean {
    return this.#lost.size === 0;
  }

  /** The cluster as of now. */
  snapshot(): ClusterView {
    return createClusterView(this.#objects.values(), this.#refusals);
  }

  /**
   * Waits for a change since the last call; resolves false when `milliseconds` pass without one.
   *
   * @throws what ended a watch for good: no longer authorized, say.
   */
  async nextChange(milliseconds: number): Promise<boolean> {
    if (!this.#changed && this.#failure === undefined) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, milliseconds);
      });
      clearTimeout(timer);
    }
    if (this.#failure !== undefined) throw this.#failure;
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  /** Ends all watches. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#watches);
  }

  async #watch(events: AsyncIterable<WatchEvent<KubeObject>>, kind: KindRef): Promise<void> {
    try {
      for await (const event of events) this.#take(event, kind);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      if (
        error instanceof FluxwrightError &&
        (error.reason === "forbidden" || error.reason === "kind-not-installed")
      ) {
        this.#refusals.set(`${kind.group}/${kind.kind}`, error.reason);
        this.#pending.delete(kind);
      } else {
        this.#failure = error;
      }
    }
    this.#announce();
  }

  #take(event: WatchEvent<KubeObject>, kind: KindRef): void {
    if (event.type === "synced") this.#pending.delete(kind);
    else if (event.type === "lost") this.#lost.add(kind);
    else if (event.type === "restored") this.#lost.delete(kind);
    else if (event.type === "deleted") this.#objects.delete(event.uid);
    else this.#objects.set(event.uid, event.object);
    this.#announce();
  }

  #announce(): void {
    this.#changed = true;
    this.#wake();
  }
}

/** Managed fields are a third of an object and say nothing here. */
function lean(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
