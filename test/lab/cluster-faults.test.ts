import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ApiFaultProxy } from "../../lab/client.js";
import type { Fault } from "../../lab/faults.js";
import { lowPrivilegeKubeconfig } from "../../lab/low-privilege.js";
import { configMap, kustomization } from "../../lab/manifests.js";
import type { ClusterClient } from "../../src/cluster/cluster-client.js";
import { type ConnectOptions, connect } from "../../src/cluster/connect.js";
import type { WatchEvent } from "../../src/cluster/watch-event.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { lab } from "./lab.js";

/**
 * The client against the real API server, behind a proxy that lets things go wrong. `(row N)` is the row of the
 * fault table in docs/reliability.md.
 */
const CONFIG_MAP = { group: "", kind: "ConfigMap" };
const timings = {
  retryFor: 5000,
  headers: 3000,
  silence: 3000,
  watchLife: 2500,
  rewatch: 100,
  backoffBase: 20,
  backoffCap: 200,
};

let namespace: string;
let proxy: ApiFaultProxy;
let client: ClusterClient;
const open: ClusterClient[] = [];

const ref = (name: string) => ({ ...CONFIG_MAP, namespace, name });
const scope = () => ({ namespace, fields: "metadata.name!=kube-root-ca.crt" });
const put = (name: string, value = "1") => lab.api.apply(parse(configMap(name, { value }, namespace)));
const remove = (name: string) => lab.api.delete({ apiVersion: "v1", kind: "ConfigMap", namespace, name });

beforeAll(async () => {
  namespace = await lab.createNamespace("cluster-faults");
});

beforeEach(async () => {
  proxy = await lab.startFaultProxy();
  client = await clientOf(proxy.kubeconfig);
  await put("a");
  await put("b");
  for (const name of ["c", "held"]) await remove(name).catch(() => undefined);
});

afterEach(async () => {
  for (const each of open.splice(0)) each.close();
  await proxy.close();
});

afterAll(() => lab.api.delete({ apiVersion: "v1", kind: "Namespace", name: namespace }));

async function clientOf(kubeconfig: string, more: Partial<ConnectOptions> = {}): Promise<ClusterClient> {
  const made = await connect({ env: {}, config: parse(kubeconfig), timings, ...more });
  open.push(made);
  return made;
}

async function take(
  events: AsyncGenerator<WatchEvent<KubeObject>>,
  last: WatchEvent<KubeObject>["type"],
): Promise<string[]> {
  const taken: string[] = [];
  for (;;) {
    const { value, done } = await events.next();
    if (done) return taken;
    taken.push("object" in value ? `${value.type} ${value.object.metadata.name}` : value.type);
    if (value.type === last) return taken;
  }
}

const lists = () => proxy.requests.filter((line) => line.includes("/configmaps?limit=")).length;

describe("a watch of the real API server", () => {
  const passing: readonly { what: string; row: number; fault: Fault }[] = [
    { what: "a reset", row: 2, fault: { kind: "reset" } },
    { what: "a watch that ends at once", row: 4, fault: { kind: "watch-closed", milliseconds: 1 } },
    { what: "429 with Retry-After", row: 6, fault: { kind: "status", code: 429, retryAfter: 1 } },
    { what: "500", row: 7, fault: { kind: "status", code: 500 } },
    { what: "503", row: 7, fault: { kind: "status", code: 503 } },
    { what: "a request that is never answered", row: 8, fault: { kind: "hang" } },
    { what: "a portal's page", row: 41, fault: { kind: "html" } },
  ];
  it.each(passing)("goes on from its version after $what, twice (row $row)", async ({ fault }) => {
    await proxy.inject(fault, { match: /watch=/, times: 2 });
    const events = client.watch(CONFIG_MAP, scope());
    expect(await take(events, "synced")).toEqual(["added a", "added b", "synced"]);
    await put("c");
    expect((await take(events, "added")).at(-1)).toBe("added c");
    expect(lists()).toBe(1);
    await events.return(undefined);
  });

  it("goes on from its version after the server was away (row 2)", async () => {
    const events = client.watch(CONFIG_MAP, scope());
    await take(events, "synced");
    const told = take(events, "deleted");
    await proxy.inject({ kind: "refuse" });
    await put("c");
    await remove("a");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await proxy.heal();
    expect(await told).toEqual(["lost", "restored", "added c", "deleted a"]);
    expect(lists()).toBe(1);
    await events.return(undefined);
  });

  it("finds that a connection is half open, and opens another (row 3)", async () => {
    const events = client.watch(CONFIG_MAP, scope());
    await take(events, "synced");
    await proxy.inject({ kind: "half-open" }, { times: 1 });
    await proxy.inject({ kind: "reset" }, { match: /watch=/, times: 1 });
    await put("c");
    expect((await take(events, "added")).at(-1)).toBe("added c");
    await events.return(undefined);
  });

  it("lists anew when its version has expired, and tells only the differences (row 5)", async () => {
    const events = client.watch(CONFIG_MAP, scope());
    await take(events, "synced");
    await proxy.inject({ kind: "watch-expired" }, { times: 1 });
    await remove("a");
    await put("c");
    expect(await take(events, "synced")).toEqual(["added c", "deleted a", "synced"]);
    expect(lists()).toBe(2);
    await events.return(undefined);
  });

  it("stays whole over many ends of quiet watches (row 4)", async () => {
    const events = client.watch(CONFIG_MAP, scope());
    await take(events, "synced");
    const told = take(events, "added");
    await new Promise((resolve) => setTimeout(resolve, 7000));
    await put("c");
    expect(await told).toEqual(["added c"]);
    expect(lists()).toBe(1);
    expect(proxy.requests.filter((line) => line.includes("watch=1")).length).toBeGreaterThan(2);
    await events.return(undefined);
  });

  it("tells a deletion, and a re-creation as another object (rows 14, 15)", async () => {
    const events = client.watch(CONFIG_MAP, scope());
    await take(events, "synced");
    await remove("a");
    await put("a");
    expect(await take(events, "added")).toEqual(["deleted a", "added a"]);
    await events.return(undefined);
  });
});

describe("a request to the real API server", () => {
  const passing: readonly { what: string; row: number; fault: Fault }[] = [
    { what: "a reset", row: 1, fault: { kind: "reset" } },
    { what: "429 with Retry-After", row: 6, fault: { kind: "status", code: 429, retryAfter: 1 } },
    { what: "503 without Retry-After", row: 7, fault: { kind: "status", code: 503 } },
    { what: "JSON that is cut short", row: 41, fault: { kind: "truncate" } },
    { what: "a portal's page", row: 41, fault: { kind: "html" } },
  ];
  it.each(passing)("succeeds after $what, twice (row $row)", async ({ fault }) => {
    await proxy.inject(fault, { match: /configmaps/, times: 2 });
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
  });

  const lasting: readonly { what: string; row: number; fault: Fault; reason: string }[] = [
    { what: "nobody listens", row: 1, fault: { kind: "refuse" }, reason: "unavailable" },
    { what: "nothing is answered", row: 8, fault: { kind: "hang" }, reason: "unavailable" },
    { what: "the user is not known", row: 9, fault: { kind: "status", code: 401 }, reason: "unauthorized" },
    { what: "the server is in trouble", row: 7, fault: { kind: "status", code: 500 }, reason: "unavailable" },
    { what: "a portal answers", row: 41, fault: { kind: "html" }, reason: "unavailable" },
  ];
  it.each(lasting)("ends as $reason when $what (row $row)", async ({ fault, reason }) => {
    await proxy.inject(fault);
    await expect(client.get(ref("a"))).rejects.toMatchObject({ reason });
  });

  it("names a token that the server does not know (row 9)", async () => {
    const wrong = proxy.kubeconfig.replace(/token: .*/, "token: nobody");
    await expect((await clientOf(wrong)).get(ref("a"))).rejects.toMatchObject({
      reason: "unauthorized",
      message: expect.stringContaining("Unauthorized (401)"),
    });
  });

  it("tells a kind that is not installed from an object that is not there (row 11)", async () => {
    const absent = { group: "absent.example", kind: "Thing" };
    await expect(client.get({ ...absent, name: "x" })).rejects.toMatchObject({
      reason: "kind-not-installed",
    });
    await expect(client.list({ group: "apps", kind: "Thing" })).rejects.toMatchObject({
      reason: "kind-not-installed",
    });
    await expect(client.get(ref("absent"))).rejects.toMatchObject({ reason: "not-found" });
  });

  it("reads a kind in the version that is served, when ours is not (row 12)", async () => {
    const kind = { group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization" };
    const old = { ...kind, version: "v1beta1", plural: "kustomizations", namespaced: true };
    const hopeful = await clientOf(proxy.kubeconfig, { resources: [old] });
    expect(await hopeful.list(kind, { namespace })).toEqual([]);
    expect((await hopeful.getResource(kind)).version).toBe("v1");
  });

  it("knows whether a namespace is there, whose lists are empty either way (row 13)", async () => {
    expect(await client.list(CONFIG_MAP, { namespace: "absent-namespace" })).toEqual([]);
    expect(await client.namespaceExists("absent-namespace")).toBe(false);
    expect(await client.namespaceExists(namespace)).toBe(true);
  });

  it("reads a list page by page, all of one version (row 24)", async () => {
    const crowd = await lab.createNamespace("crowd");
    const names = Array.from({ length: 1100 }, (_, i) => `c-${i}`);
    for (let at = 0; at < names.length; at += 50) {
      const some = names.slice(at, at + 50);
      await Promise.all(some.map((name) => lab.api.apply(parse(configMap(name, {}, crowd)))));
    }
    const all = await client.list(
      CONFIG_MAP,
      { namespace: crowd },
      { project: ({ metadata }) => metadata.name },
    );
    expect(new Set(all)).toEqual(new Set([...names, "kube-root-ca.crt"]));
    expect(proxy.requests.filter((line) => line.includes(`/${crowd}/configmaps?`))).toHaveLength(3);
    await lab.api.delete({ apiVersion: "v1", kind: "Namespace", name: crowd });
  });
});

describe("a write to the real API server", () => {
  it("never reaches an object that took the name of the one that was meant (row 15)", async () => {
    const uid = String((await client.get(ref("a"))).metadata.uid);
    await remove("a");
    await put("a");
    await expect(client.patch(ref("a"), { data: { value: "2" } }, { uid })).rejects.toMatchObject({
      reason: "superseded",
    });
    await expect(client.delete(ref("a"), { uid })).rejects.toMatchObject({ reason: "superseded" });
    expect(await client.get(ref("a"))).toHaveProperty("data.value", "1");
  });

  it("is tried again after a conflict (row 35)", async () => {
    const uid = String((await client.get(ref("a"))).metadata.uid);
    await proxy.inject({ kind: "status", code: 409 }, { match: /^PATCH/, times: 3 });
    expect(await client.patch(ref("a"), { data: { value: "2" } }, { uid })).toHaveProperty("data.value", "2");
  });

  it("that is a dry run is judged strictly, and changes nothing (row 37)", async () => {
    expect(await client.patch(ref("a"), { data: { value: "2" } }, { dryRun: true })).toHaveProperty(
      "data.value",
      "2",
    );
    expect(await client.get(ref("a"))).toHaveProperty("data.value", "1");
    await expect(client.patch(ref("a"), { unknown: 1 }, { dryRun: true })).rejects.toMatchObject({
      reason: "invalid",
    });
  });

  it("deletes one object, once, and one with finalizers is left terminating (row 38)", async () => {
    const finalizers = ["example.test/held"];
    await lab.api.apply({
      ...parse(configMap("held", {}, namespace)),
      metadata: { name: "held", namespace, finalizers },
    });
    for (const name of ["a", "held"]) {
      await client.delete(ref(name), { uid: String((await client.get(ref(name))).metadata.uid) });
    }
    expect(await client.find(ref("a"))).toBeUndefined();
    expect((await client.get(ref("held"))).metadata).toMatchObject({
      finalizers,
      deletionTimestamp: expect.any(String),
    });
    await client.patch(ref("held"), { metadata: { finalizers: null } });
  });

  it("is stopped by the pin of another cluster (row 39)", async () => {
    await client.requireClusterUid(await client.clusterUid());
    await expect(client.requireClusterUid("another")).rejects.toMatchObject({ reason: "refused" });
  });
});

describe("a user who may do little", () => {
  const KUSTOMIZATION = { group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization" };
  let low: ClusterClient;

  beforeEach(async () => {
    await lab.api.apply({ ...kustomization("app", { suspend: true }), metadata: { name: "app", namespace } });
    low = await clientOf(await lowPrivilegeKubeconfig(lab.api, namespace));
  });

  it("is told what is forbidden, by whom and for what (row 10)", async () => {
    await expect(low.list(CONFIG_MAP, { namespace })).rejects.toMatchObject({
      reason: "forbidden",
      message: expect.stringMatching(/cannot list resource "configmaps"/),
    });
    await expect(low.watch({ group: "", kind: "Pod" }, { namespace }).next()).rejects.toMatchObject({
      reason: "forbidden",
    });
    const app = { ...KUSTOMIZATION, namespace, name: "app" };
    const uid = String((await low.get(app)).metadata.uid);
    await expect(low.delete(app, { uid })).rejects.toMatchObject({ reason: "forbidden" });
  });

  it("is shown the text of the policy that denies (row 36)", async () => {
    const app = { ...KUSTOMIZATION, namespace, name: "app" };
    const evil = () => low.patch(app, { spec: { path: "./evil" } }, { dryRun: true });
    // A policy is in force some moments after it was applied.
    await expect.poll(() => evil().catch((error) => error.reason), { timeout: 30_000 }).toBe("forbidden");
    await expect(evil()).rejects.toMatchObject({
      message: expect.stringContaining("ValidatingAdmissionPolicy"),
    });
    await low.patch(app, { metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": "now" } } });
  });
});
