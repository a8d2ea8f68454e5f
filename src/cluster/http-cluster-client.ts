import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { JsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { formatRef, type ObjectRef } from "../objects/object-ref.js";
import { type Answer, errorOf, isGood } from "./answer.js";
import type { ApiConnection } from "./api-connection.js";
import { type ApiResource, type KindRef, resourcePath } from "./api-resource.js";
import type {
  CallOptions,
  ClusterClient,
  DeleteOptions,
  ReadOptions,
  WriteOptions,
} from "./cluster-client.js";
import type { Discovery } from "./discovery.js";
import type { ClusterTarget } from "./kubeconfig/cluster-target.js";
import { listPages, type Scope } from "./list-pages.js";
import type { WatchEvent } from "./watch-event.js";
import { watchKind } from "./watch-kind.js";
import { deleteObject, patchObject } from "./write-object.js";

/** The {@link ClusterClient} that speaks HTTP. */
export class HttpClusterClient implements ClusterClient {
  readonly context: string;
  readonly chosen: ClusterTarget["chosen"];
  readonly server: string;
  readonly namespace: string;

  constructor(
    target: ClusterTarget,
    private readonly api: ApiConnection,
    private readonly discovery: Discovery,
  ) {
    this.context = target.context;
    this.chosen = target.chosen;
    this.server = target.server.href;
    this.namespace = target.namespace;
  }

  async get(ref: ObjectRef, options: CallOptions = {}): Promise<KubeObject> {
    const answer = await this.#read(ref, options);
    if (isGood(answer)) return answer.json as KubeObject;
    throw errorOf(answer, `read ${formatRef(ref)}`);
  }

  async find(ref: ObjectRef, options: CallOptions = {}): Promise<KubeObject | undefined> {
    const answer = await this.#read(ref, options);
    if (isGood(answer)) return answer.json as KubeObject;
    if (answer.status === 404) return undefined;
    throw errorOf(answer, `read ${formatRef(ref)}`);
  }

  #read(ref: ObjectRef, { signal }: CallOptions): Promise<Answer> {
    const what = `read ${formatRef(ref)}`;
    return this.#served(ref, signal, (resource) =>
      this.api.settle({
        what,
        method: "GET",
        path: resourcePath(resource, ref.namespace, ref.name),
        signal,
      }),
    );
  }

  async list<T = KubeObject>(
    kind: KindRef,
    scope: Scope = {},
    options: ReadOptions<T> = {},
  ): Promise<readonly T[]> {
    const project = options.project ?? keep;
    return this.#servedOrThrow(kind, options.signal, async (resource) => {
      let items: T[] = [];
      for await (const page of listPages(this.api, resource, scope, options.signal)) {
        if (page.restarted) items = [];
        for (const object of page.items) items.push(project(object));
      }
      return items;
    });
  }

  async *watch<T = KubeObject>(
    kind: KindRef,
    scope: Scope = {},
    options: ReadOptions<T> = {},
  ): AsyncGenerator<WatchEvent<T>> {
    const { project = keep<T>, signal } = options;
    const resource = await this.discovery.get(kind, signal);
    let told = false;
    try {
      for await (const event of watchKind(this.api, { resource, scope, project, signal })) {
        told = true;
        yield event;
      }
    } catch (error) {
      if (told || !isNotServed(error)) throw error;
      const better = await this.#rediscover(kind, signal);
      yield* watchKind(this.api, { resource: better, scope, project, signal });
    }
  }

  async patch(ref: ObjectRef, patch: JsonObject, options: WriteOptions = {}): Promise<KubeObject> {
    const answer = await this.#served(ref, options.signal, (resource) =>
      patchObject(this.api, resource, ref, patch, options),
    );
    if (isGood(answer)) return answer.json as KubeObject;
    throw errorOf(answer, `patch ${formatRef(ref)}`);
  }

  async delete(ref: ObjectRef, options: DeleteOptions): Promise<void> {
    const answer = await this.#served(ref, options.signal, (resource) =>
      deleteObject(this.api, resource, ref, options),
    );
    if (answer !== undefined && !isGood(answer)) throw errorOf(answer, `delete ${formatRef(ref)}`);
  }

  findResource(kind: KindRef, { signal }: CallOptions = {}): Promise<ApiResource | undefined> {
    return this.discovery.find(kind, signal);
  }

  getResource(kind: KindRef, { signal }: CallOptions = {}): Promise<ApiResource> {
    return this.discovery.get(kind, signal);
  }

  servedKinds(group: string, { signal }: CallOptions = {}): Promise<readonly ApiResource[]> {
    return this.discovery.served(group, signal);
  }

  servedVersions(group: string, { signal }: CallOptions = {}): Promise<readonly string[]> {
    return this.discovery.versions(group, signal);
  }

  async namespaceExists(name: string, options: CallOptions = {}): Promise<boolean> {
    return (await this.find({ group: "", kind: "Namespace", name }, options)) !== undefined;
  }

  async clusterUid(options: CallOptions = {}): Promise<string> {
    const { metadata } = await this.get({ group: "", kind: "Namespace", name: "kube-system" }, options);
    return String(metadata.uid);
  }

  async requireClusterUid(uid: string, options: CallOptions = {}): Promise<void> {
    const found = await this.clusterUid(options);
    if (found === uid) return;
    throw new FluxwrightError(
      "refused",
      `The context "${this.context}" leads to another cluster: its kube-system has the uid ${found}, pinned is ${uid}`,
      { hint: "Name the right --context, or correct the pin." },
    );
  }

  close(): void {
    this.api.close();
  }

  /** Runs a call; when the server has no such path, asks what it serves and runs it once more. */
  async #served<A extends Answer | undefined>(
    kind: ObjectRef,
    signal: AbortSignal | undefined,
    call: (resource: ApiResource) => Promise<A>,
  ): Promise<A> {
    const resource = await this.discovery.get(kind, signal);
    if (resource.namespaced && kind.namespace === undefined) {
      throw new FluxwrightError("usage", `${formatRef(kind)} needs a namespace`);
    }
    const answer = await call(resource);
    if (answer?.status !== 404 || answer.json?.kind === "Status") return answer;
    return call(await this.#rediscover(kind, signal));
  }

  async #servedOrThrow<R>(
    kind: KindRef,
    signal: AbortSignal | undefined,
    call: (resource: ApiResource) => Promise<R>,
  ): Promise<R> {
    const resource = await this.discovery.get(kind, signal);
    try {
      return await call(resource);
    } catch (error) {
      if (!isNotServed(error)) throw error;
      return call(await this.#rediscover(kind, signal));
    }
  }

  #rediscover(kind: KindRef, signal: AbortSignal | undefined): Promise<ApiResource> {
    this.discovery.forget(kind);
    return this.discovery.get(kind, signal);
  }
}

function isNotServed(error: unknown): boolean {
  return error instanceof FluxwrightError && error.reason === "kind-not-installed";
}

/** The projection of a caller that names none, and so has said that T is an object as it comes. */
function keep<T>(object: KubeObject): T {
  return object as unknown as T;
}
