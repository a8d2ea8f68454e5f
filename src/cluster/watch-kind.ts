import { cleanText } from "../diagnostics/clean-text.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { asObject, asString, isJsonObject, type JsonObject } from "../objects/json.js";
import { isKubeObject, type KubeObject } from "../objects/kube-object.js";
import { type Answer, errorOf, isExpired, isTransient } from "./answer.js";
import type { ApiConnection } from "./api-connection.js";
import { type ApiResource, formatKind, resourcePath } from "./api-resource.js";
import { readLines } from "./body.js";
import { KnownObjects } from "./known-objects.js";
import { listPages, type Scope } from "./list-pages.js";
import { abortError, type Backoff, pause } from "./transport/backoff.js";
import type { WatchEvent } from "./watch-event.js";

/** What a watch is about. */
export interface WatchSubject<T> {
  readonly resource: ApiResource;
  readonly scope: Scope;
  readonly project: (object: KubeObject) => T;
  readonly signal?: AbortSignal | undefined;
}

/** Watches in a row that the server itself has failed after which the list is read anew, in case the version itself is the trouble. */
const RELIST_AFTER = 5;

/** How one watch request ended. */
type WatchEnd =
  | { readonly kind: "closed" }
  | { readonly kind: "expired" }
  | {
      readonly kind: "failed";
      readonly error: FluxwrightError;
      /** Whether the server said so, and not the wire; a busy server is not asked for the whole list on top. */
      readonly byServer?: boolean;
      readonly retryAfter?: number | undefined;
    };

/** See {@link ClusterClient.watch}. */
export async function* watchKind<T>(
  api: ApiConnection,
  subject: WatchSubject<T>,
): AsyncGenerator<WatchEvent<T>> {
  const loop = new WatchLoop(api, subject);
  try {
    for (;;) {
      yield* loop.list();
      yield* loop.watchUntilExpired();
    }
  } finally {
    loop.forget();
  }
}

/**
 * List, watch, and what happens between: the state of one watch.
 *
 * The reference is client-go's Reflector, with three differences: a watch that is silent for too long is dead
 * (HTTP/1.1 has no ping), a list after a gap tells only the differences, and the caller learns of the gap.
 */
class WatchLoop<T> {
  readonly #known: KnownObjects<T>;
  readonly #backoff: Backoff;
  #version = "";
  #synced = false;
  #lost = false;

  constructor(
    private readonly api: ApiConnection,
    private readonly subject: WatchSubject<T>,
  ) {
    this.#known = new KnownObjects(subject.project);
    this.#backoff = api.newBackoff();
  }

  /** Reads the whole list and tells how it differs from what is known; waits as long as the server is away. */
  async *list(): AsyncGenerator<WatchEvent<T>> {
    const { resource, scope, signal } = this.subject;
    for (;;) {
      this.#known.startList();
      try {
        for await (const page of listPages(this.api, resource, scope, signal)) {
          yield* this.#works();
          if (page.restarted) this.#known.startList();
          for (const object of page.items) yield* this.#known.take(object);
          this.#version = page.resourceVersion;
        }
        break;
      } catch (error) {
        // At the start nothing is known, and the call has been tried for as long as any other.
        if (!this.#synced) throw error;
        yield* this.#failed(error, undefined);
      }
    }
    this.#synced = true;
    yield* this.#known.endList();
    yield { type: "synced" };
  }

  /** Watches, again and again, until the version is too old to go on from. */
  async *watchUntilExpired(): AsyncGenerator<WatchEvent<T>> {
    for (let failures = 0; failures < RELIST_AFTER; ) {
      const started = performance.now();
      const end = yield* this.#watchOnce();
      if (end.kind === "expired") {
        // Not at once, should every version turn out to be expired.
        await pause(this.#backoff.next(), this.subject.signal);
        return;
      }
      if (end.kind === "failed") {
        if (end.byServer === true) failures++;
        yield* this.#failed(end.error, end.retryAfter);
      } else {
        failures = 0;
        const early = this.api.timings.rewatch - (performance.now() - started);
        if (early > 0) await pause(early, this.subject.signal);
      }
    }
  }

  async *#watchOnce(): AsyncGenerator<WatchEvent<T>, WatchEnd> {
    try {
      const response = await this.api.open({ ...this.#call(), query: this.#query() }, "application/json");
      const type = response.headers["content-type"] ?? "";
      if (response.statusCode !== 200 || !type.includes("json")) {
        return this.#refused(await this.api.readAnswer(response));
      }
      this.api.restored(this.#call().what);
      yield* this.#works();
      for await (const line of readLines(response, this.api.timings.silence)) {
        const event = parseEvent(line);
        if (event === undefined) return this.#broken("a line of the watch cannot be read", true);
        if (event.type === "ERROR") return this.#errorEvent(event.object);
        this.#backoff.reset();
        yield* this.#take(event);
      }
      return { kind: "closed" };
    } catch (error) {
      if (this.subject.signal?.aborted) throw abortError(this.subject.signal);
      // Anything else is no matter of the wire, such as a projection that throws.
      if (!(error instanceof FluxwrightError)) throw error;
      this.api.dropIdle();
      return { kind: "failed", error };
    }
  }

  *#take(event: RawEvent): Generator<WatchEvent<T>> {
    const version = asString(asObject(event.object.metadata).resourceVersion);
    if (isKubeObject(event.object) && event.type !== "BOOKMARK") {
      if (event.type === "DELETED") yield* this.#known.remove(event.object);
      else yield* this.#known.take(event.object);
    }
    if (version !== undefined) this.#version = version;
  }

  /** Nobody waits for this watch any more. */
  forget(): void {
    this.api.forget(this.#call().what);
  }

  #call(): { what: string; method: "GET"; path: string; signal: AbortSignal | undefined } {
    const { resource, scope, signal } = this.subject;
    return {
      what: `watch ${formatKind(resource)}${scope.namespace === undefined ? "" : ` in ${scope.namespace}`}`,
      method: "GET",
      path: resourcePath(resource, scope.namespace),
      signal,
    };
  }

  #query(): Record<string, string | undefined> {
    const { watchLife } = this.api.timings;
    // Jittered, so that the watches of all kinds do not come back in the same moment.
    const life = Math.max(1, Math.floor((watchLife * (0.75 + Math.random() / 4)) / 1000));
    return {
      watch: "1",
      allowWatchBookmarks: "true",
      resourceVersion: this.#version,
      timeoutSeconds: String(life),
      labelSelector: this.subject.scope.labels,
      fieldSelector: this.subject.scope.fields,
    };
  }

  #refused(answer: Answer): WatchEnd {
    // A version from the future, after the server was restored from a backup: only a new list helps.
    const fromFuture = answer.status === 504 && /too large resource version/i.test(answer.text);
    if (answer.status === 410 || fromFuture) return { kind: "expired" };
    const error = errorOf(answer, this.#call().what);
    if (!isTransient(answer) && answer.status >= 300) throw error;
    const retryAfter = this.api.retryAfter(answer);
    return { kind: "failed", error, retryAfter, byServer: retryAfter === undefined };
  }

  #errorEvent(status: JsonObject): WatchEnd {
    if (isExpired(status)) return { kind: "expired" };
    return this.#broken(asString(status.message) ?? "the server ended the watch with an error", true);
  }

  #broken(why: string, byServer = false): WatchEnd {
    const error = new FluxwrightError("unavailable", `Cannot ${this.#call().what}: ${cleanText(why)}`);
    return { kind: "failed", error, byServer };
  }

  /** Waits after a transient failure; throws any other. */
  async *#failed(error: unknown, retryAfter: number | undefined): AsyncGenerator<WatchEvent<T>> {
    if (!(error instanceof FluxwrightError) || error.reason !== "unavailable") throw error;
    this.api.lost(this.#call().what, error);
    if (!this.#lost) yield { type: "lost", error };
    this.#lost = true;
    await this.api.pauseAfter(error, retryAfter ?? this.#backoff.next(), this.subject.signal);
  }

  *#works(): Generator<WatchEvent<T>> {
    if (this.#lost) yield { type: "restored" };
    this.#lost = false;
  }
}

interface RawEvent {
  readonly type: string;
  readonly object: JsonObject;
}

function parseEvent(line: string): RawEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (!isJsonObject(value) || typeof value.type !== "string" || !isJsonObject(value.object))
      return undefined;
    return { type: value.type, object: value.object };
  } catch {
    return undefined;
  }
}
