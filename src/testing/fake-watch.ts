import type { ServerResponse } from "node:http";
import type { JsonObject } from "../objects/json.js";
import { groupOf, type KubeObject } from "../objects/kube-object.js";
import { ApiRefusal, apiStatus } from "./api-status.js";
import type { Fault } from "./fault.js";
import type { ObjectStore, StoreChange } from "./object-store.js";
import { isSelected } from "./selector.js";
import type { ServedKind } from "./served-kinds.js";

/** A watch request that has been understood. */
export interface WatchRequest {
  readonly kind: ServedKind;
  readonly namespace: string | undefined;
  readonly query: URLSearchParams;
  readonly fault: Fault | undefined;
  /** Milliseconds between bookmarks, for those who asked for them. */
  readonly bookmarkEvery: number;
}

/** Answers a watch: the changes since its version, then each new one, until its time is over. */
export function serveWatch(store: ObjectStore, request: WatchRequest, response: ServerResponse): void {
  const { fault } = request;
  const send = (type: string, object: JsonObject): void => {
    response.write(`${JSON.stringify({ type, object })}\n`);
  };
  const begin = (): void => {
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
  };
  if (fault?.kind === "error-event") {
    begin();
    send("ERROR", apiStatus(fault.code, fault.message));
    if (!fault.keepOpen) response.end();
    return;
  }
  const missed = missedChanges(store, request);
  begin();
  if (missed instanceof ApiRefusal) {
    // A version that is too old is an event of a watch that was accepted, not a status of its answer.
    send("ERROR", missed.status);
    response.end();
    return;
  }
  if (fault?.kind === "garbage") response.write('{"type":"MODIFIED","object":{"kind"\n');
  const tell = (change: StoreChange): void => {
    const event = eventFor(change, request);
    if (event !== undefined) send(event.type, event.object);
  };
  for (const change of missed) tell(change);
  if (fault?.kind === "silence") return;
  keepTelling(store, request, response, { tell, send });
}

function keepTelling(
  store: ObjectStore,
  request: WatchRequest,
  response: ServerResponse,
  { tell, send }: { tell: (change: StoreChange) => void; send: (type: string, object: JsonObject) => void },
): void {
  const { fault, kind, query } = request;
  const bookmark = (): void => {
    if (query.get("allowWatchBookmarks") !== "true" && query.get("allowWatchBookmarks") !== "1") return;
    const metadata = { resourceVersion: String(store.version), creationTimestamp: null };
    send("BOOKMARK", { kind: kind.kind, apiVersion: apiVersionOfKind(kind), metadata });
  };
  const stop = store.listen(tell);
  const timers = [setInterval(bookmark, request.bookmarkEvery)];
  const life = Number(query.get("timeoutSeconds") ?? 1800) * 1000;
  const end = (): void => {
    bookmark();
    response.end();
  };
  timers.push(setTimeout(end, fault?.kind === "close" ? Math.min(fault.milliseconds, life) : life));
  if (fault?.kind === "break") timers.push(setTimeout(() => response.destroy(), fault.milliseconds));
  response.once("close", () => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  });
}

function missedChanges(store: ObjectStore, request: WatchRequest): readonly StoreChange[] | ApiRefusal {
  const from = request.query.get("resourceVersion") ?? "";
  if (from === "" || from === "0") return currentAsChanges(store, request);
  try {
    return store.changesSince(Number(from));
  } catch (error) {
    if (error instanceof ApiRefusal && error.code === 410) return error;
    throw error;
  }
}

function currentAsChanges(store: ObjectStore, { kind, namespace }: WatchRequest): StoreChange[] {
  return store
    .all(kind.group, kind.kind, namespace)
    .map((object) => ({ version: store.version, type: "ADDED", object }));
}

/** A change as this watch sees it: an object that begins or ceases to be selected comes or goes. */
function eventFor(
  change: StoreChange,
  request: WatchRequest,
): { type: string; object: KubeObject } | undefined {
  const { kind, namespace, query } = request;
  const { object, before, type } = change;
  if (object.kind !== kind.kind || groupOf(object.apiVersion) !== kind.group) return undefined;
  if (namespace !== undefined && object.metadata.namespace !== namespace) return undefined;
  const selects = (candidate: KubeObject): boolean =>
    isSelected(candidate, query.get("labelSelector"), query.get("fieldSelector"));
  const was = before !== undefined && selects(before);
  const is = type !== "DELETED" && selects(object);
  const shown = { ...object, apiVersion: apiVersionOfKind(kind) };
  if (type === "ADDED" || (!was && is)) return is ? { type: "ADDED", object: shown } : undefined;
  if (is) return { type: "MODIFIED", object: shown };
  return was ? { type: "DELETED", object: shown } : undefined;
}

/** The apiVersion of a served kind. */
export function apiVersionOfKind(kind: ServedKind): string {
  return kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
}
