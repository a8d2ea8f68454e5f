import { randomUUID } from "node:crypto";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { SecureContextOptions, TlsOptions } from "node:tls";
import type { JsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { type DoneWrite, FakeRequests } from "./fake-requests.js";
import { FaultQueue, type FaultRule, type SeenRequest } from "./fault.js";
import { ObjectStore, type StoreChange } from "./object-store.js";
import { playScript, type ScriptStep } from "./play-script.js";
import { defaultServedKinds, type ServedKind } from "./served-kinds.js";

/** How a fake API server is set up. */
export interface FakeApiServerOptions {
  /** What is there at the start. The namespaces `default`, `kube-system` and `flux-system` always are. */
  readonly objects?: readonly KubeObject[];
  /** What is served; default {@link defaultServedKinds}. */
  readonly kinds?: readonly ServedKind[];
  /** Bearer tokens that are accepted; any request is, when absent. Can be changed later. */
  readonly tokens?: readonly string[];
  /**
   * Speak TLS with this certificate and key (PEM); `ca` is what clients are told to trust. With `clientCa` only
   * clients with a certificate of that authority are let in.
   */
  readonly tls?: {
    readonly cert: string;
    readonly key: string;
    readonly ca: string;
    readonly clientCa?: string;
  };
  /** Loopback address to listen on; default `127.0.0.1`. */
  readonly host?: "127.0.0.1" | "::1";
  /** Milliseconds between the bookmarks of a watch; default 60,000, as in a real server. */
  readonly bookmarkEvery?: number;
  /** The clock that timestamps come from. */
  readonly now?: () => Date;
  /** Told of every write that came over HTTP: the place to play a controller. */
  readonly onWrite?: (write: DoneWrite, server: FakeApiServer) => void;
}

/**
 * An API server for tests: real HTTP on a loopback port, objects in memory, no controllers. It knows get, list
 * in pages, watch with bookmarks and history, create, merge patch, delete with preconditions, discovery, and
 * faults. It does not validate, default or authorize.
 */
export interface FakeApiServer {
  readonly url: string;
  /** A kubeconfig (as a value) that leads here: `connect({ env: {}, config: server.kubeconfig })`. */
  readonly kubeconfig: JsonObject;
  /** Every request so far. */
  readonly requests: readonly SeenRequest[];
  /** The tokens that are accepted from now on. */
  tokens: readonly string[] | undefined;
  /** What is served from now on. */
  kinds: readonly ServedKind[];

  /** Creates or replaces an object, status and all. */
  put(object: KubeObject): KubeObject;
  /** Puts what `change` makes of an object. Throws when it is not there. */
  update(ref: ObjectRef, change: (object: KubeObject) => KubeObject): KubeObject;
  /** Removes an object at once. Throws when it is not there. */
  remove(ref: ObjectRef): void;
  /** An object, or undefined. */
  find(ref: ObjectRef): KubeObject | undefined;
  /** Tells a listener of every change, whoever made it. The function that comes back ends that. */
  listen(listener: (change: StoreChange) => void): () => void;
  /** Forgets the history: older watches and lists end with 410. */
  compact(): void;
  /** Lets something go wrong. The function that comes back ends it. */
  fault(rule: FaultRule): () => void;
  /** Plays changes at their moments. Resolves after the last one. */
  play(script: readonly ScriptStep[], options?: { speed?: number; signal?: AbortSignal }): Promise<void>;
  /** Stops listening and breaks all connections; the objects stay. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
  /** Stops for good. */
  close(): Promise<void>;
}

/** Starts a {@link FakeApiServer}. */
export async function fakeApiServer(options: FakeApiServerOptions = {}): Promise<FakeApiServer> {
  const store = new ObjectStore(options.now ?? (() => new Date()));
  for (const name of ["default", "kube-system", "flux-system"]) store.put(namespace(name));
  for (const object of options.objects ?? []) store.put(object);
  const faults = new FaultQueue();
  const requests: SeenRequest[] = [];
  const handler = new FakeRequests({
    store,
    faults,
    kinds: () => server.kinds,
    isKnownToken: (token) =>
      server.tokens === undefined || (token !== undefined && server.tokens.includes(token)),
    seen: (request) => requests.push(request),
    wrote: (write) => options.onWrite?.(write, server),
    bookmarkEvery: options.bookmarkEvery ?? 60_000,
  });
  const listener = new Listener(options, handler);
  await listener.start();
  const server: FakeApiServer = {
    url: listener.url,
    kubeconfig: kubeconfigFor(listener.url, options),
    requests,
    tokens: options.tokens,
    kinds: options.kinds ?? defaultServedKinds,
    put: (object) => store.put(object),
    update(ref, change) {
      const found = store.find(ref);
      if (found === undefined) throw new Error(`${ref.kind} ${ref.name} is not on the fake API server`);
      return store.put(change(found));
    },
    remove: (ref) => void store.remove(ref),
    find: (ref) => store.find(ref),
    listen: (tell) => store.listen(tell),
    compact: () => store.compact(),
    fault: (rule) => faults.add(rule),
    play: (script, how = {}) => playScript(script, store, how),
    stop: () => listener.stop(),
    start: () => listener.start(),
    close: () => listener.stop(),
  };
  return server;
}

/** A port that can be closed and opened again. */
class Listener {
  #server: Server | undefined;
  #port = 0;

  constructor(
    private readonly options: FakeApiServerOptions,
    private readonly handler: FakeRequests,
  ) {}

  get url(): string {
    const { host = "127.0.0.1", tls } = this.options;
    return `${tls === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${this.#port}`;
  }

  async start(): Promise<void> {
    const { tls, host = "127.0.0.1" } = this.options;
    const server = tls === undefined ? createHttpServer() : createHttpsServer(tlsOptions(tls));
    server.on("request", (request, response) => void this.handler.answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, host, resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }
}

function tlsOptions({
  cert,
  key,
  clientCa,
}: NonNullable<FakeApiServerOptions["tls"]>): SecureContextOptions & TlsOptions {
  return { cert, key, ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true }) };
}

function kubeconfigFor(url: string, { tls, tokens }: FakeApiServerOptions): JsonObject {
  const ca =
    tls === undefined ? {} : { "certificate-authority-data": Buffer.from(tls.ca).toString("base64") };
  const [token] = tokens ?? [];
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "fake",
    clusters: [{ name: "fake", cluster: { server: url, ...ca } }],
    contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
    users: [{ name: "fake", user: token === undefined ? {} : { token } }],
  };
}

function namespace(name: string): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, uid: randomUUID() },
    status: { phase: "Active" },
  };
}
