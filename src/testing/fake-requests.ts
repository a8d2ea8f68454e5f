import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { asObject, asString, type JsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { type ObjectRef, refOf } from "../objects/object-ref.js";
import { ApiRefusal, apiStatus } from "./api-status.js";
import { discoveryDocument, NotServed, type Route, routeOf } from "./fake-routes.js";
import { apiVersionOfKind, serveWatch } from "./fake-watch.js";
import type { Fault, FaultQueue, SeenRequest } from "./fault.js";
import type { ObjectStore } from "./object-store.js";
import { isSelected } from "./selector.js";
import type { ServedKind } from "./served-kinds.js";

/** Answers from this length on are compressed for those who can read that, as in a real server. */
const COMPRESSED_FROM = 128 * 1024;

/** A write that came over HTTP and was done. */
export interface DoneWrite {
  readonly method: "PATCH" | "DELETE" | "POST";
  /** The object after the write; for a deletion its last state. */
  readonly object: KubeObject;
}

/** What answering needs. */
export interface FakeApiParts {
  readonly store: ObjectStore;
  readonly faults: FaultQueue;
  readonly kinds: () => readonly ServedKind[];
  readonly isKnownToken: (token: string | undefined) => boolean;
  readonly seen: (request: SeenRequest) => void;
  readonly wrote: (write: DoneWrite) => void;
  readonly bookmarkEvery: number;
}

/** Answers the requests of a fake API server. */
export class FakeRequests {
  /** Lists that are being read page by page, by their continue token's version. */
  readonly #snapshots = new Map<number, readonly KubeObject[]>();

  constructor(private readonly parts: FakeApiParts) {}

  /** Answers one request, with the fault that waits for it. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://server");
    const watch = ["1", "true"].includes(url.searchParams.get("watch") ?? "");
    const authorization = request.headers.authorization;
    const seen = {
      method: request.method ?? "GET",
      path: url.pathname + url.search,
      watch,
      headers: request.headers,
    };
    this.parts.seen(seen);
    const fault = this.parts.faults.take(seen);
    const body = await readText(request);
    if (fault !== undefined && (await strike(fault, request, response))) return;
    try {
      if (!this.parts.isKnownToken(/^Bearer (.*)$/.exec(authorization ?? "")?.[1])) {
        throw new ApiRefusal(401, "Unauthorized");
      }
      const discovered =
        request.method === "GET" ? discoveryDocument(url.pathname, this.parts.kinds()) : undefined;
      if (discovered === undefined) this.#serve(request, response, { url, watch, body, fault });
      else sendJson(response, 200, discovered, fault);
    } catch (error) {
      sendError(response, error);
    }
  }

  #serve(
    request: IncomingMessage,
    response: ServerResponse,
    asked: { url: URL; watch: boolean; body: string; fault: Fault | undefined },
  ): void {
    const { url, watch, body, fault } = asked;
    const route = routeOf(url.pathname, this.parts.kinds());
    if (watch) {
      const { store, bookmarkEvery } = this.parts;
      serveWatch(store, { ...route, query: url.searchParams, fault, bookmarkEvery }, response);
      return;
    }
    const result =
      request.method === "GET"
        ? this.#read(route, url.searchParams)
        : this.#write(request, route, url.searchParams, body === "" ? {} : asObject(JSON.parse(body)));
    sendJson(response, request.method === "POST" ? 201 : 200, result, fault);
  }

  #read(route: Route, query: URLSearchParams): JsonObject {
    const apiVersion = apiVersionOfKind(route.kind);
    if (route.name === undefined) return this.#list(route, query);
    const found = this.parts.store.find(refOfRoute(route, route.name));
    if (found !== undefined) return { ...found, apiVersion };
    throw new ApiRefusal(
      404,
      `${route.kind.plural}${route.kind.group === "" ? "" : `.${route.kind.group}`} "${route.name}" not found`,
      {
        name: route.name,
        group: route.kind.group,
        kind: route.kind.plural,
      },
    );
  }

  #list(route: Route, query: URLSearchParams): JsonObject {
    const { store } = this.parts;
    const token = query.get("continue");
    const [version = store.version, offset = 0] = token === null ? [] : token.split(":").map(Number);
    const all =
      token === null
        ? store
            .all(route.kind.group, route.kind.kind, route.namespace)
            .filter((object) => isSelected(object, query.get("labelSelector"), query.get("fieldSelector")))
        : this.#snapshots.get(version);
    if (all === undefined || store.isCompacted(version)) {
      throw new ApiRefusal(
        410,
        "The provided continue parameter is too old to display a consistent list result.",
      );
    }
    const end = offset + Number(query.get("limit") ?? all.length);
    const more = end < all.length;
    if (more) this.#snapshots.set(version, all);
    const items = all.slice(offset, end).map(({ apiVersion: _apiVersion, kind: _kind, ...item }) => item);
    return {
      kind: `${route.kind.kind}List`,
      apiVersion: apiVersionOfKind(route.kind),
      metadata: {
        resourceVersion: String(version),
        ...(more ? { continue: `${version}:${end}`, remainingItemCount: all.length - end } : {}),
      },
      items,
    };
  }

  #write(request: IncomingMessage, route: Route, query: URLSearchParams, body: JsonObject): JsonObject {
    const { store, wrote } = this.parts;
    const dryRun = query.get("dryRun") === "All";
    const { method } = request;
    if (method === "POST" && route.name === undefined) {
      const object = body as KubeObject;
      if (store.find(refOf(object)) !== undefined)
        throw new ApiRefusal(409, `${route.kind.plural} already exists`);
      const created = store.put(object);
      wrote({ method, object: created });
      return created;
    }
    if (route.name === undefined) throw new ApiRefusal(405, "the fake server changes single objects only");
    const ref = refOfRoute(route, route.name);
    if (method === "PATCH") {
      if (request.headers["content-type"] !== "application/merge-patch+json") {
        throw new ApiRefusal(415, "the fake server knows merge patches only");
      }
      const object = store.patch(ref, body, { dryRun });
      if (!dryRun) wrote({ method, object });
      return object;
    }
    if (method === "DELETE") {
      const object = store.delete(ref, { dryRun, uid: asString(asObject(body.preconditions).uid) });
      if (!dryRun) wrote({ method, object });
      return object;
    }
    throw new ApiRefusal(405, `the fake server does not know ${String(method)}`);
  }
}

function refOfRoute({ kind, namespace }: Route, name: string): ObjectRef {
  const ref = { group: kind.group, kind: kind.kind, name };
  return namespace === undefined ? ref : { ...ref, namespace };
}

/** Lets a fault that replaces the answer do so. @returns whether the request is dealt with. */
async function strike(fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case "reset":
      request.socket.destroy();
      return true;
    case "hang":
      return true;
    case "delay":
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return false;
    case "html":
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html><title>Log in to the network</title></html>");
      return true;
    case "status": {
      const retryAfter = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
      const message = fault.message ?? `fault ${fault.code}`;
      response.writeHead(fault.code, {
        "content-type": fault.plain ? "text/plain" : "application/json",
        ...retryAfter,
      });
      response.end(fault.plain ? message : JSON.stringify(apiStatus(fault.code, message)));
      return true;
    }
    default:
      return false;
  }
}

function sendJson(response: ServerResponse, status: number, value: JsonObject, fault?: Fault): void {
  if (fault?.kind === "lost-answer") {
    response.destroy();
    return;
  }
  const text = JSON.stringify(value);
  if (
    fault === undefined &&
    text.length > COMPRESSED_FROM &&
    response.req.headers["accept-encoding"] === "gzip"
  ) {
    response.writeHead(status, { "content-type": "application/json", "content-encoding": "gzip" });
    response.end(gzipSync(text));
    return;
  }
  response.writeHead(status, { "content-type": "application/json" });
  if (fault?.kind === "silence") response.write(text.slice(0, text.length / 2));
  else response.end(fault?.kind === "truncate" ? text.slice(0, text.length / 2) : text);
}

function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof ApiRefusal) {
    sendJson(response, error.code, error.status);
    return;
  }
  const notServed = error instanceof NotServed;
  response.writeHead(notServed ? 404 : 500, { "content-type": "text/plain; charset=utf-8" });
  response.end(notServed ? "404 page not found\n" : `${String(error)}\n`);
}
