import { afterEach } from "vitest";
import type { ClusterClient } from "../../src/cluster/cluster-client.js";
import { type ConnectOptions, connect } from "../../src/cluster/connect.js";
import type { ConnectionNotice } from "../../src/cluster/notice.js";
import type { Timings } from "../../src/cluster/transport/timings.js";
import type { WatchEvent } from "../../src/cluster/watch-event.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import {
  type FakeApiServer,
  type FakeApiServerOptions,
  fakeApiServer,
} from "../../src/testing/fake-api-server.js";

export const GROUP = "kustomize.toolkit.fluxcd.io";
export const KIND = { group: GROUP, kind: "Kustomization" };
export const RESOURCE = { ...KIND, version: "v1", plural: "kustomizations", namespaced: true };
export const ref = (name: string) => ({ ...KIND, namespace: "flux-system", name });

/** Waits that a test can bear. */
export const quick: Partial<Timings> = {
  retryFor: 2000,
  headers: 2000,
  silence: 2000,
  watchLife: 1000,
  rewatch: 20,
  backoffBase: 5,
  backoffCap: 40,
  retryAfterCap: 50,
};

export function kustomization(name: string, more: object = {}): KubeObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: "Kustomization",
    metadata: { name, namespace: "flux-system" },
    spec: { interval: "1m", path: "./", prune: true },
    ...more,
  } as KubeObject;
}

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** Closes it after the test. */
export function closing<T extends { close(): unknown }>(closable: T): T {
  open.push(closable);
  return closable;
}

export interface FakeCluster {
  readonly server: FakeApiServer;
  readonly client: ClusterClient;
  readonly notices: ConnectionNotice[];
  /** How many lists and watches were asked for. */
  count(what: "list" | "watch"): number;
}

/** A kubeconfig with one context, as a value. */
export function configFor(server: string, user: object = {}, cluster: object = {}): object {
  return {
    "current-context": "test",
    clusters: [{ name: "test", cluster: { server, ...cluster } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    users: [{ name: "test", user }],
  };
}

/** A fake API server and a client of it, closed after the test. */
export async function fakeCluster(
  serverOptions: FakeApiServerOptions = {},
  clientOptions: Partial<ConnectOptions> = {},
): Promise<FakeCluster> {
  const server = await fakeApiServer(serverOptions);
  const notices: ConnectionNotice[] = [];
  const client = await connect({
    env: {},
    config: server.kubeconfig,
    resources: [RESOURCE],
    notice: (notice) => notices.push(notice),
    ...clientOptions,
    timings: { ...quick, ...clientOptions.timings },
  });
  closing(client);
  closing(server);
  const count = (what: "list" | "watch"): number =>
    server.requests.filter(({ path, watch }) =>
      what === "watch" ? watch : !watch && path.includes("limit="),
    ).length;
  return { server, client, notices, count };
}

/** Takes events until one is of the type. */
export async function take<T>(
  events: AsyncGenerator<WatchEvent<T>>,
  last: WatchEvent<T>["type"],
): Promise<WatchEvent<T>[]> {
  const taken: WatchEvent<T>[] = [];
  for (;;) {
    const { value, done } = await events.next();
    if (done) return taken;
    taken.push(value);
    if (value.type === last) return taken;
  }
}

/** Events in words: `added apps`, `synced`. */
export const words = (events: WatchEvent<KubeObject>[]): string[] =>
  events.map((event) => ("object" in event ? `${event.type} ${event.object.metadata.name}` : event.type));
