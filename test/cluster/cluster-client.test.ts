import { describe, expect, it } from "vitest";
import { connect } from "../../src/cluster/connect.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import {
  closing,
  fakeCluster,
  GROUP,
  KIND,
  kustomization,
  RESOURCE,
  ref,
  take,
  words,
} from "./fake-cluster.js";

describe("reading", () => {
  it("gets an object with its kind and version", async () => {
    const { client } = await fakeCluster({ objects: [kustomization("apps")] });
    const found = await client.get(ref("apps"));
    expect(found).toMatchObject({
      apiVersion: `${GROUP}/v1`,
      kind: "Kustomization",
      metadata: { name: "apps", generation: 1 },
    });
  });

  it("says not-found for an object that is not there, and finds nothing", async () => {
    const { client } = await fakeCluster();
    await expect(client.get(ref("nope"))).rejects.toMatchObject({ reason: "not-found" });
    await expect(client.find(ref("nope"))).resolves.toBeUndefined();
  });

  it("lists more objects than fit on a page, once each", async () => {
    const objects = Array.from({ length: 1203 }, (_, i) => kustomization(`ks-${i}`));
    const { client, server } = await fakeCluster({ objects });
    const found = await client.list(
      KIND,
      { namespace: "flux-system" },
      { project: (object) => object.metadata.name },
    );
    expect(new Set(found).size).toBe(1203);
    expect(server.requests.filter(({ path }) => path.includes("limit=500"))).toHaveLength(3);
  });

  it("gives the items of a list their kind", async () => {
    const { client } = await fakeCluster({ objects: [kustomization("apps")] });
    expect(await client.list(KIND)).toMatchObject([{ apiVersion: `${GROUP}/v1`, kind: "Kustomization" }]);
  });

  it("asks nothing about kinds that it is told of", async () => {
    const { client, server } = await fakeCluster({ objects: [kustomization("apps")] });
    await client.get(ref("apps"));
    expect(server.requests.map(({ path }) => path)).toEqual([
      `/apis/${GROUP}/v1/namespaces/flux-system/kustomizations/apps`,
    ]);
  });

  it("finds the served version when the one that it was told of is not served", async () => {
    const { server } = await fakeCluster({ objects: [kustomization("apps")] });
    const resource = { ...RESOURCE, version: "v1beta9" };
    const client = await connect({ env: {}, config: server.kubeconfig, resources: [resource] });
    closing(client);
    expect((await client.get(ref("apps"))).apiVersion).toBe(`${GROUP}/v1`);
  });

  it("knows namespaces and the cluster's uid", async () => {
    const { client, server } = await fakeCluster();
    const uid = server.find({ group: "", kind: "Namespace", name: "kube-system" })?.metadata.uid;
    expect(await client.namespaceExists("flux-system")).toBe(true);
    expect(await client.namespaceExists("nope")).toBe(false);
    expect(await client.clusterUid()).toBe(uid);
    await expect(client.requireClusterUid("another")).rejects.toMatchObject({ reason: "refused" });
  });
});

describe("writing", () => {
  it("patches by merging, and lets the generation count changes of the spec only", async () => {
    const { client } = await fakeCluster({ objects: [kustomization("apps")] });
    const annotated = await client.patch(ref("apps"), { metadata: { annotations: { a: "b" } } });
    expect(annotated.metadata).toMatchObject({ generation: 1, annotations: { a: "b" } });
    const suspended = await client.patch(ref("apps"), { spec: { suspend: true } });
    expect(suspended).toMatchObject({ metadata: { generation: 2 }, spec: { suspend: true, interval: "1m" } });
  });

  it("does not patch another object that took the name", async () => {
    const { client, server } = await fakeCluster({ objects: [kustomization("apps")] });
    const uid = String((await client.get(ref("apps"))).metadata.uid);
    server.remove(ref("apps"));
    server.put(kustomization("apps"));
    await expect(client.patch(ref("apps"), { spec: { suspend: true } }, { uid })).rejects.toMatchObject({
      reason: "superseded",
    });
    expect(server.find(ref("apps"))).not.toHaveProperty("spec.suspend");
  });

  it("deletes the object with the uid, and no other", async () => {
    const { client, server } = await fakeCluster({ objects: [kustomization("apps")] });
    await expect(client.delete(ref("apps"), { uid: "another" })).rejects.toMatchObject({
      reason: "superseded",
    });
    expect(server.find(ref("apps"))).toBeDefined();
    await client.delete(ref("apps"), { uid: String((await client.get(ref("apps"))).metadata.uid) });
    expect(server.find(ref("apps"))).toBeUndefined();
  });

  it("changes nothing in a dry run", async () => {
    const { client, server } = await fakeCluster({ objects: [kustomization("apps")] });
    const uid = String((await client.get(ref("apps"))).metadata.uid);
    const would = await client.patch(ref("apps"), { spec: { suspend: true } }, { dryRun: true });
    await client.delete(ref("apps"), { uid, dryRun: true });
    expect(would).toHaveProperty("spec.suspend", true);
    expect(server.find(ref("apps"))).not.toHaveProperty("spec.suspend");
  });
});

describe("watching", () => {
  it("tells what is there, that this was all, and then each change", async () => {
    const { client, server } = await fakeCluster({ objects: [kustomization("a"), kustomization("b")] });
    const events = client.watch(KIND);
    expect(words(await take(events, "synced"))).toEqual(["added a", "added b", "synced"]);
    server.put(kustomization("c"));
    server.update(ref("a"), (object) => ({ ...object, status: { observedGeneration: 1 } }));
    server.remove(ref("b"));
    expect(words(await take(events, "deleted"))).toEqual(["added c", "modified a", "deleted b"]);
    await events.return(undefined);
  });

  it("tells a re-created object as another one", async () => {
    const { client, server } = await fakeCluster({ objects: [kustomization("a")] });
    const events = client.watch(KIND);
    const before = await take(events, "synced");
    server.remove(ref("a"));
    server.put(kustomization("a"));
    const after = await take(events, "added");
    expect(words(after)).toEqual(["deleted a", "added a"]);
    expect(after[1]).not.toHaveProperty("uid", (before[0] as { uid: string }).uid);
    await events.return(undefined);
  });

  it("keeps only the projection", async () => {
    const { client } = await fakeCluster({ objects: [kustomization("a")] });
    const events = client.watch(KIND, {}, { project: (object) => object.metadata.name });
    expect(await take(events, "synced")).toMatchObject([{ type: "added", object: "a" }, { type: "synced" }]);
    await events.return(undefined);
  });

  it("lets an error of the projection out, at the start and later", async () => {
    const { client, server } = await fakeCluster({ objects: [kustomization("a")] });
    const project = ({ metadata }: KubeObject): string => {
      if (metadata.name === "bad") throw new TypeError("no such field");
      return String(metadata.name);
    };
    const events = client.watch(KIND, {}, { project });
    await take(events, "synced");
    server.put(kustomization("bad"));
    await expect(take(events, "added")).rejects.toThrow(TypeError);
    await expect(client.watch(KIND, {}, { project }).next()).resolves.toMatchObject({
      value: { object: "a" },
    });
    await expect(client.list(KIND, {}, { project })).rejects.toThrow(TypeError);
  });

  it("watches one namespace only, and what a selector selects", async () => {
    const { client, server } = await fakeCluster();
    const events = client.watch(KIND, { namespace: "flux-system", labels: "team=a" });
    await take(events, "synced");
    server.put(
      kustomization("other", { metadata: { name: "other", namespace: "elsewhere", labels: { team: "a" } } }),
    );
    server.put(kustomization("unlabelled"));
    server.put(
      kustomization("mine", { metadata: { name: "mine", namespace: "flux-system", labels: { team: "a" } } }),
    );
    expect(words(await take(events, "added"))).toEqual(["added mine"]);
    server.update(
      ref("mine"),
      (object) => ({ ...object, metadata: { ...object.metadata, labels: {} } }) as KubeObject,
    );
    expect(words(await take(events, "deleted"))).toEqual(["deleted mine"]);
    await events.return(undefined);
  });

  it("ends at once when it is aborted, as interrupted (row 34)", async () => {
    const { client } = await fakeCluster({ objects: [kustomization("a")] });
    const abort = new AbortController();
    const events = client.watch(KIND, {}, { signal: abort.signal });
    await take(events, "synced");
    setTimeout(() => abort.abort(), 20);
    await expect(events.next()).rejects.toMatchObject({ reason: "interrupted" });
  });

  it("ends with the deadline when the signal is a timeout", async () => {
    const { client } = await fakeCluster();
    const events = client.watch(KIND, {}, { signal: AbortSignal.timeout(100) });
    await take(events, "synced");
    await expect(events.next()).rejects.toMatchObject({ reason: "deadline" });
  });
});

describe("a clock", () => {
  it.each([
    { what: "years behind", now: 0 },
    { what: "years ahead", now: Date.parse("2100-01-01") },
  ])("that is $what changes nothing (row 23)", async ({ now }) => {
    const { client, server } = await fakeCluster({ objects: [kustomization("a")] }, { now: () => now });
    server.fault({ fault: { kind: "status", code: 429, retryAfter: 0 }, times: 1 });
    const events = client.watch(KIND);
    await take(events, "synced");
    await client.patch(ref("a"), { spec: { suspend: true } });
    expect(words(await take(events, "modified"))).toEqual(["modified a"]);
    await events.return(undefined);
  });
});
