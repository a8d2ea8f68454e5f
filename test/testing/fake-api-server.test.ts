import { afterEach, describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/objects/kube-object.js";
import {
  type FakeApiServer,
  type FakeApiServerOptions,
  fakeApiServer,
} from "../../src/testing/fake-api-server.js";
import { mergePatch } from "../../src/testing/merge-patch.js";
import { scriptOf } from "../../src/testing/play-script.js";
import { isSelected } from "../../src/testing/selector.js";

const running: FakeApiServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function start(options: FakeApiServerOptions = {}): Promise<FakeApiServer> {
  const server = await fakeApiServer(options);
  running.push(server);
  return server;
}

function configMap(name: string, data: Record<string, string> = {}, metadata: object = {}): KubeObject {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "default", ...metadata },
    data,
  } as KubeObject;
}

const MAPS = "/api/v1/namespaces/default/configmaps";
const ref = (name: string) => ({ group: "", kind: "ConfigMap", namespace: "default", name });
const patchHeaders = { "content-type": "application/merge-patch+json" };

async function ask(server: FakeApiServer, path: string, init: RequestInit = {}) {
  const response = await fetch(server.url + path, init);
  const text = await response.text();
  return {
    code: response.status,
    text,
    json: text.startsWith("{") ? JSON.parse(text.split("\n")[0] as string) : undefined,
  };
}

describe("the fake API server", () => {
  it("counts generations by changes of the spec, and versions by all changes", async () => {
    const server = await start();
    const made = server.put(configMap("a", { x: "1" }));
    const noted = server.put({ ...configMap("a", { x: "1" }), status: { seen: true } });
    const changed = server.put(configMap("a", { x: "2" }));
    expect([made, noted, changed].map(({ metadata }) => metadata.generation)).toEqual([1, 1, 2]);
    expect(new Set([made, noted, changed].map(({ metadata }) => metadata.uid)).size).toBe(1);
    expect(new Set([made, noted, changed].map(({ metadata }) => metadata.resourceVersion)).size).toBe(3);
  });

  it("keeps uid and generation of a recording", async () => {
    const server = await start({ objects: [configMap("a", {}, { uid: "u", generation: 7 })] });
    expect(server.find(ref("a"))?.metadata).toMatchObject({ uid: "u", generation: 7 });
  });

  it.each([
    {
      what: "an object that is not there",
      path: `${MAPS}/none`,
      code: 404,
      json: { kind: "Status", reason: "NotFound" },
    },
    { what: "a path that is not served", path: "/apis/absent.example/v1/things", code: 404, json: undefined },
    {
      what: "a collection that is empty",
      path: "/api/v1/namespaces/absent/configmaps",
      code: 200,
      json: { items: [] },
    },
    { what: "its groups", path: "/apis", code: 200, json: { kind: "APIGroupList" } },
    { what: "a version's kinds", path: "/apis/apps/v1", code: 200, json: { groupVersion: "apps/v1" } },
    { what: "a version that is not served", path: "/apis/apps/v9", code: 404, json: undefined },
  ])("answers for $what as a real one does", async ({ path, code, json }) => {
    const answer = await ask(await start(), path);
    expect(answer.code).toBe(code);
    if (json === undefined) expect(answer.json).toBeUndefined();
    else expect(answer.json).toMatchObject(json);
  });

  it("lists in pages of one version, until that is compacted", async () => {
    const server = await start({ objects: ["a", "b", "c"].map((name) => configMap(name)) });
    const first = await ask(server, `${MAPS}?limit=2`);
    server.put(configMap("d"));
    const token = first.json.metadata.continue;
    const second = await ask(server, `${MAPS}?limit=2&continue=${token}`);
    expect([...first.json.items, ...second.json.items].map((item) => item.metadata.name)).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(second.json.metadata).toEqual({ resourceVersion: first.json.metadata.resourceVersion });
    server.compact();
    expect(await ask(server, `${MAPS}?limit=2&continue=${token}`)).toMatchObject({
      code: 410,
      json: { reason: "Expired" },
    });
  });

  it("replays the history to a watch, and ends it with a bookmark", async () => {
    const server = await start({ objects: [configMap("a")] });
    const from = server.find(ref("a"))?.metadata.resourceVersion;
    server.put(configMap("a", { x: "1" }));
    server.remove(ref("a"));
    const { text } = await ask(
      server,
      `${MAPS}?watch=1&resourceVersion=${from}&timeoutSeconds=1&allowWatchBookmarks=true`,
    );
    const types = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).type);
    expect(types).toEqual(["MODIFIED", "DELETED", "BOOKMARK"]);
    server.compact();
    const late = await ask(server, `${MAPS}?watch=1&resourceVersion=${from}`);
    expect(late).toMatchObject({ code: 200, json: { type: "ERROR", object: { code: 410 } } });
  });

  it.each([
    { what: "another uid", body: { metadata: { uid: "x" } }, code: 422 },
    { what: "an old version", body: { metadata: { resourceVersion: "1" } }, code: 409 },
    { what: "a change", body: { data: { x: "2" } }, code: 200 },
  ])("answers a patch with $what with $code", async ({ body, code }) => {
    const server = await start({ objects: [configMap("a", { x: "1" })] });
    const answer = await ask(server, `${MAPS}/a`, {
      method: "PATCH",
      headers: patchHeaders,
      body: JSON.stringify(body),
    });
    expect(answer.code).toBe(code);
    expect(server.find(ref("a"))).toHaveProperty("data.x", code === 200 ? "2" : "1");
  });

  it("does not count a patch that changes nothing", async () => {
    const server = await start({ objects: [configMap("a", { x: "1" })] });
    const before = server.find(ref("a"));
    await ask(server, `${MAPS}/a`, { method: "PATCH", headers: patchHeaders, body: '{"data":{"x":"1"}}' });
    expect(server.find(ref("a"))).toEqual(before);
  });

  it("creates an object once", async () => {
    const server = await start();
    const init = { method: "POST", body: JSON.stringify(configMap("a")) };
    expect([(await ask(server, MAPS, init)).code, (await ask(server, MAPS, init)).code]).toEqual([201, 409]);
  });

  it("lets a test play a controller", async () => {
    const server = await start({
      objects: [configMap("a")],
      onWrite: ({ object }, self) => void self.put({ ...object, status: { handled: true } }),
    });
    await ask(server, `${MAPS}/a`, { method: "PATCH", headers: patchHeaders, body: '{"data":{"x":"1"}}' });
    expect(server.find(ref("a"))).toMatchObject({ data: { x: "1" }, status: { handled: true } });
  });

  it("wants one of its tokens when it has any", async () => {
    const server = await start({ tokens: ["good"] });
    expect((await ask(server, MAPS)).code).toBe(401);
    expect((await ask(server, MAPS, { headers: { authorization: "Bearer good" } })).code).toBe(200);
  });

  it("plays the way from one snapshot to the next", async () => {
    const server = await start();
    const told: string[] = [];
    server.listen(({ type, object }) => told.push(`${type} ${object.metadata.name}`));
    const script = scriptOf([
      { at: 0, objects: [configMap("a"), configMap("b")] },
      { at: 20, objects: [configMap("a", { x: "1" }), configMap("b")] },
      { at: 40, objects: [configMap("a", { x: "1" })] },
    ]);
    await server.play(script, { speed: 2 });
    expect(told).toEqual(["ADDED a", "ADDED b", "MODIFIED a", "DELETED b"]);
  });
});

describe("a merge patch", () => {
  it.each([
    {
      target: { a: 1, b: { c: 1, d: 2 } },
      patch: { b: { c: null, e: 3 } },
      result: { a: 1, b: { d: 2, e: 3 } },
    },
    { target: { a: [1, 2] }, patch: { a: [3] }, result: { a: [3] } },
    { target: { a: "x" }, patch: { a: { b: null, c: 1 } }, result: { a: { c: 1 } } },
    { target: undefined, patch: { a: null }, result: {} },
    { target: { a: 1 }, patch: "text", result: "text" },
  ])("$patch makes $result of $target", ({ target, patch, result }) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });
});

describe("a selector", () => {
  const object = configMap("a", {}, { labels: { team: "x", tier: "web" } });
  it.each([
    { labels: "team=x", fields: null, selected: true },
    { labels: "team==x,tier!=db", fields: null, selected: true },
    { labels: "team=y", fields: null, selected: false },
    { labels: "team", fields: null, selected: true },
    { labels: "!team", fields: null, selected: false },
    { labels: "!other", fields: "metadata.name=a", selected: true },
    { labels: null, fields: "metadata.name!=a", selected: false },
    { labels: null, fields: "metadata.namespace=default,metadata.name=a", selected: true },
  ])("$labels with $fields: $selected", ({ labels, fields, selected }) => {
    expect(isSelected(object, labels, fields)).toBe(selected);
  });
});
