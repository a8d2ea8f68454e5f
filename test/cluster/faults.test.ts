import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/testing/fault.js";
import {
  closing,
  configFor,
  fakeCluster,
  GROUP,
  KIND,
  kustomization,
  RESOURCE,
  ref,
  take,
  words,
} from "./fake-cluster.js";
import { relayTo } from "./wire.js";

/**
 * Rows of the fault table in docs/reliability.md: `(row N)` at the end of a name is what
 * scripts/reliability-table.ts looks for.
 */
const objects = [kustomization("a"), kustomization("b")];
const isWatch = ({ watch }: { watch: boolean }): boolean => watch;

describe("a server that is away", () => {
  it("is waited for at the start, with one notice when it is missed and one when it is back (row 1)", async () => {
    const { client, server, notices } = await fakeCluster({ objects });
    await server.stop();
    setTimeout(() => void server.start(), 200);
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
    expect(notices.map(({ kind }) => kind)).toEqual(["unreachable", "reachable"]);
  });

  it("is given up after the time to connect, as unavailable (row 1)", async () => {
    const { client, server } = await fakeCluster({ objects }, { timings: { retryFor: 100 } });
    await server.stop();
    await expect(client.get(ref("a"))).rejects.toMatchObject({ reason: "unavailable" });
    await expect(client.watch(KIND).next()).rejects.toMatchObject({ reason: "unavailable" });
  });

  it("in the middle of a watch costs nothing: the watch goes on from the last version (row 2)", async () => {
    const { client, server, count } = await fakeCluster({ objects });
    const events = client.watch(KIND);
    await take(events, "synced");
    await server.stop();
    server.put(kustomization("c"));
    setTimeout(() => void server.start(), 200);
    expect(words(await take(events, "added"))).toEqual(["lost", "restored", "added c"]);
    expect(count("list")).toBe(1);
    await events.return(undefined);
  });
});

describe("a connection that has died in silence", () => {
  it("is destroyed by the watchdog, and the watch goes on over a new one (row 3)", async () => {
    const { relayed, relay, server, count } = await relayedCluster();
    const events = relayed.watch(KIND);
    await take(events, "synced");
    relay.stall();
    server.put(kustomization("c"));
    expect(words(await take(events, "added"))).toEqual(["lost", "restored", "added c"]);
    expect(count("list")).toBe(1);
    await events.return(undefined);
  });

  it("is not used for the next request either (row 3)", async () => {
    const { relayed, relay } = await relayedCluster();
    await relayed.get(ref("a"));
    relay.stall();
    expect((await relayed.get(ref("b"))).metadata.name).toBe("b");
    expect(relay.connections).toBe(2);
  });

  async function relayedCluster() {
    const { server, count } = await fakeCluster({ objects });
    const relay = closing(await relayTo(Number(new URL(server.url).port)));
    const { client } = await fakeCluster(
      {},
      {
        config: configFor(`http://127.0.0.1:${relay.port}`),
        timings: { silence: 300, headers: 300 },
      },
    );
    return { relayed: client, relay, server, count };
  }
});

describe("a watch", () => {
  it("that the server closes again and again goes on, at its pace, without a new list (row 4)", async () => {
    const { client, server, count } = await fakeCluster({ objects }, { timings: { rewatch: 100 } });
    server.fault({ fault: { kind: "close", milliseconds: 1 }, when: isWatch });
    const started = performance.now();
    const events = client.watch(KIND);
    await take(events, "synced");
    setTimeout(() => server.put(kustomization("c")), 500);
    expect(words(await take(events, "added"))).toEqual(["added c"]);
    expect(count("list")).toBe(1);
    expect(count("watch")).toBeLessThanOrEqual((performance.now() - started) / 100 + 2);
    await events.return(undefined);
  });

  const gone: readonly [string, Fault][] = [
    ["an ERROR event 410", { kind: "error-event", code: 410, message: "too old" }],
    [
      "an ERROR event 410 on a stream that stays open",
      { kind: "error-event", code: 410, message: "too old", keepOpen: true },
    ],
    ["HTTP 410", { kind: "status", code: 410 }],
    [
      "a version from the future",
      { kind: "status", code: 504, message: "Too large resource version: 9, current: 1" },
    ],
  ];
  it.each(gone)("that ends with %s lists again and tells only the differences (row 5)", async (_, fault) => {
    const { client, server, count } = await fakeCluster({ objects });
    const events = client.watch(KIND);
    await take(events, "synced");
    await server.stop();
    server.remove(ref("a"));
    server.put(kustomization("c"));
    server.compact();
    server.fault({ fault, when: isWatch, times: 1 });
    await server.start();
    expect(words(await take(events, "synced"))).toEqual(["added c", "deleted a", "synced"]);
    expect(count("list")).toBe(2);
    await events.return(undefined);
  });

  it("whose version was compacted while the server was away lists again (row 5)", async () => {
    const { client, server } = await fakeCluster({ objects });
    const events = client.watch(KIND);
    await take(events, "synced");
    await server.stop();
    server.remove(ref("a"));
    server.put(kustomization("a"));
    server.compact();
    await server.start();
    expect(words(await take(events, "synced"))).toEqual(["deleted a", "added a", "synced"]);
    await events.return(undefined);
  });

  it("that expires every time does not list in a hot loop (row 5)", async () => {
    const { client, server, count } = await fakeCluster(
      { objects },
      { timings: { backoffBase: 400, backoffCap: 400 } },
    );
    server.fault({ fault: { kind: "error-event", code: 410, message: "too old" }, when: isWatch });
    const events = client.watch(KIND, {}, { signal: AbortSignal.timeout(1000) });
    await expect(take(events, "deleted")).rejects.toMatchObject({ reason: "deadline" });
    expect(count("list")).toBeLessThan(20);
  });

  it("that is told 429 waits as it is told, and never answers with a list (row 6)", async () => {
    const { client, server, count, notices } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "status", code: 429, retryAfter: 1 }, when: isWatch, times: 7 });
    const events = client.watch(KIND);
    await take(events, "synced");
    setTimeout(() => server.put(kustomization("c")), 100);
    expect(words(await take(events, "added"))).toEqual(["lost", "restored", "added c"]);
    expect(count("list")).toBe(1);
    expect(notices[0]?.message).toContain("429");
    await events.return(undefined);
  });

  const passing: readonly { what: string; row: number; fault: Fault }[] = [
    { what: "500", row: 7, fault: { kind: "status", code: 500 } },
    { what: "503 in plain text", row: 7, fault: { kind: "status", code: 503, plain: true } },
    {
      what: "an ERROR event 500",
      row: 7,
      fault: { kind: "error-event", code: 500, message: "etcd leader changed" },
    },
    { what: "a reset", row: 2, fault: { kind: "reset" } },
    { what: "a break", row: 2, fault: { kind: "break", milliseconds: 5 } },
    { what: "a line that is no event", row: 41, fault: { kind: "garbage" } },
    { what: "a portal's page", row: 41, fault: { kind: "html" } },
  ];
  it.each(passing)("survives $what, three times, without a new list (row $row)", async ({ fault }) => {
    const { client, server, count } = await fakeCluster({ objects });
    server.fault({ fault, when: isWatch, times: 3 });
    const events = client.watch(KIND);
    await take(events, "synced");
    setTimeout(() => server.put(kustomization("c")), 150);
    const told = words(await take(events, "added"));
    expect(told.at(-1)).toBe("added c");
    expect(told).toContain("lost");
    expect(count("list")).toBe(1);
    await events.return(undefined);
  });

  it("lists again when it fails over and over, in case its version is the trouble (row 7)", async () => {
    const { client, server, count } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "error-event", code: 500, message: "no" }, when: isWatch, times: 5 });
    const events = client.watch(KIND);
    await take(events, "synced");
    expect(words(await take(events, "synced")).at(-1)).toBe("synced");
    expect(count("list")).toBe(2);
    await events.return(undefined);
  });

  it("that is forbidden in its middle ends with the server's text (row 10)", async () => {
    const { client, server } = await fakeCluster({ objects });
    const events = client.watch(KIND);
    await take(events, "synced");
    server.fault({ fault: { kind: "status", code: 403, message: "user low cannot watch" } });
    await expect(take(events, "deleted")).rejects.toMatchObject({
      reason: "forbidden",
      message: expect.stringContaining("user low cannot watch"),
    });
  });

  it("tells a deletion, and a re-creation as another object (rows 14, 15)", async () => {
    const { client, server } = await fakeCluster({ objects: [kustomization("a")] });
    const events = client.watch(KIND);
    const [before] = (await take(events, "synced")) as { uid?: string }[];
    server.remove(ref("a"));
    server.put(kustomization("a"));
    const after = await take(events, "added");
    expect(words(after)).toEqual(["deleted a", "added a"]);
    expect((after[1] as { uid?: string }).uid).not.toBe(before?.uid);
    await events.return(undefined);
  });
});

describe("a request", () => {
  it("that is told 429 with Retry-After is sent again, and succeeds (row 6)", async () => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "status", code: 429, retryAfter: 0 }, times: 5 });
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
  });

  it("that is told 429 for ever ends as unavailable (row 6)", async () => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "status", code: 429, retryAfter: 0, message: "too many requests" } });
    await expect(client.get(ref("a"))).rejects.toMatchObject({
      reason: "unavailable",
      message: expect.stringContaining("too many requests"),
    });
  });

  const passing: readonly { what: string; row: number; fault: Fault }[] = [
    { what: "500", row: 7, fault: { kind: "status", code: 500 } },
    { what: "503 without Retry-After", row: 7, fault: { kind: "status", code: 503, plain: true } },
    { what: "504", row: 7, fault: { kind: "status", code: 504 } },
    { what: "a reset", row: 7, fault: { kind: "reset" } },
    { what: "a page of a portal", row: 41, fault: { kind: "html" } },
    { what: "JSON that is cut short", row: 41, fault: { kind: "truncate" } },
  ];
  it.each(passing)("that meets $what is sent again, and succeeds (row $row)", async ({ fault }) => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault, times: 3 });
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
    server.fault({ fault, times: 3 });
    expect(await client.list(KIND)).toHaveLength(2);
  });

  it.each(passing)("that meets $what for ever ends as unavailable (row $row)", async ({ fault }) => {
    const { client, server } = await fakeCluster({ objects }, { timings: { retryFor: 60 } });
    server.fault({ fault });
    await expect(client.get(ref("a"))).rejects.toMatchObject({ reason: "unavailable" });
    expect(server.requests.length).toBeLessThan(40);
  });

  it("of which the answer falls silent halfway is sent again (row 8)", async () => {
    const { client, server } = await fakeCluster({ objects }, { timings: { silence: 100 } });
    server.fault({ fault: { kind: "silence" }, times: 1 });
    expect(await client.list(KIND)).toHaveLength(2);
  });

  it("that is never answered ends as unavailable after its own limit (row 8)", async () => {
    const { client, server } = await fakeCluster({ objects }, { timings: { headers: 50, retryFor: 100 } });
    server.fault({ fault: { kind: "hang" } });
    await expect(client.get(ref("a"))).rejects.toMatchObject({
      reason: "unavailable",
      message: expect.stringContaining("no answer within"),
    });
  });

  it.each(["get", "list", "watch", "discovery", "patch", "delete"] as const)(
    "that is never answered ends with the caller's deadline: %s (row 8)",
    async (call) => {
      const { client, server } = await fakeCluster({ objects });
      server.fault({ fault: { kind: "hang" } });
      const signal = AbortSignal.timeout(100);
      const calls = {
        get: () => client.get(ref("a"), { signal }),
        list: () => client.list(KIND, {}, { signal }),
        watch: () => client.watch(KIND, {}, { signal }).next(),
        discovery: () => client.servedKinds(GROUP, { signal }),
        patch: () => client.patch(ref("a"), {}, { signal }),
        delete: () => client.delete(ref("a"), { uid: "u", signal }),
      };
      await expect(calls[call]()).rejects.toMatchObject({ reason: "deadline" });
    },
  );

  it("that is cut short by the deadline says what was wrong until then (row 8)", async () => {
    const { client, server } = await fakeCluster(
      { objects },
      { timings: { backoffBase: 1000, backoffCap: 1000 } },
    );
    server.fault({ fault: { kind: "status", code: 503, message: "etcd is down" } });
    await expect(client.get(ref("a"), { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      message: expect.stringContaining("etcd is down"),
    });
  });

  it("that is slow is waited for (row 8)", async () => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "delay", milliseconds: 200 } });
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
  });

  it("that is forbidden is sent once, and says who may not do what (row 10)", async () => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "status", code: 403, message: 'User "low" cannot get kustomizations' } });
    await expect(client.get(ref("a"))).rejects.toMatchObject({
      reason: "forbidden",
      message: 'Cannot read Kustomization/flux-system/a: User "low" cannot get kustomizations (403)',
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a list", () => {
  const many = Array.from({ length: 1100 }, (_, i) => kustomization(`ks-${i}`));

  it("that expires between two pages starts over, and gives each object once (rows 5, 24)", async () => {
    const { client, server, count } = await fakeCluster({ objects: many });
    server.fault({
      fault: { kind: "status", code: 410 },
      when: ({ path }) => path.includes("continue="),
      times: 1,
    });
    const names = await client.list(KIND, {}, { project: ({ metadata }) => metadata.name });
    expect(new Set(names).size).toBe(1100);
    expect(names).toHaveLength(1100);
    expect(count("list")).toBe(5);
  });

  it("that expires at the start of a watch tells each object once (rows 5, 24)", async () => {
    const { client, server } = await fakeCluster({ objects: many });
    server.fault({
      fault: { kind: "status", code: 410 },
      when: ({ path }) => path.includes("continue="),
      times: 1,
    });
    const events = client.watch(KIND);
    expect(await take(events, "synced")).toHaveLength(1101);
    await events.return(undefined);
  });

  it("is shared by all objects of a kind: one watch, pages of 500 (row 24)", async () => {
    const { client, count } = await fakeCluster({ objects: many });
    const events = client.watch(KIND);
    await take(events, "synced");
    const next = events.next();
    await expect.poll(() => count("watch")).toBe(1);
    expect(count("list")).toBe(3);
    client.close();
    await next.catch(() => undefined);
    await events.return(undefined);
  });
});

describe("what is not there", () => {
  const withoutFlux = {
    kinds: [{ group: "", version: "v1", kind: "Namespace", plural: "namespaces", namespaced: false }],
  };

  it.each(["get", "find", "list", "watch", "patch"] as const)(
    "a kind that is not installed is named with its group: %s (row 11)",
    async (call) => {
      const { client } = await fakeCluster(withoutFlux);
      const calls = {
        get: () => client.get(ref("a")),
        find: () => client.find(ref("a")),
        list: () => client.list(KIND),
        watch: () => client.watch(KIND).next(),
        patch: () => client.patch(ref("a"), {}),
      };
      await expect(calls[call]()).rejects.toMatchObject({
        reason: "kind-not-installed",
        message: `The cluster does not serve Kustomization.${GROUP}: the group ${GROUP} is not installed.`,
      });
    },
  );

  it("an object that is not there is not taken for a kind that is not (row 11)", async () => {
    const { client } = await fakeCluster();
    await expect(client.get(ref("a"))).rejects.toMatchObject({ reason: "not-found" });
  });

  it("a kind is read in the version that is served, when ours is not (row 12)", async () => {
    const kinds = [{ ...RESOURCE, version: "v1beta2" }];
    const { client, server } = await fakeCluster({ kinds, objects });
    expect((await client.get(ref("a"))).apiVersion).toBe(`${GROUP}/v1beta2`);
    expect(await client.list(KIND)).toHaveLength(2);
    expect(await client.servedVersions(GROUP)).toEqual(["v1beta2"]);
    expect(server.requests.filter(({ path }) => path.startsWith(`/apis/${GROUP}/v1/`))).toHaveLength(1);
  });

  it("a list in a namespace that is not there is empty, and the namespace can be asked for (row 13)", async () => {
    const { client } = await fakeCluster();
    expect(await client.list(KIND, { namespace: "nowhere" })).toEqual([]);
    expect(await client.namespaceExists("nowhere")).toBe(false);
    expect(await client.namespaceExists("flux-system")).toBe(true);
  });
});

describe("a write", () => {
  it("of the same patch is sent again after an answer was lost, and means the same (row 7)", async () => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "lost-answer" }, times: 2 });
    const patched = await client.patch(ref("a"), { metadata: { annotations: { token: "t" } } });
    expect(patched.metadata.annotations).toEqual({ token: "t" });
  });

  it("that deletes looks before it asks again, and is content when it is done (row 7)", async () => {
    const { client, server } = await fakeCluster({ objects });
    const uid = String((await client.get(ref("a"))).metadata.uid);
    server.fault({ fault: { kind: "lost-answer" }, when: ({ method }) => method === "DELETE" });
    await client.delete(ref("a"), { uid });
    expect(server.requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
  });

  it("that deletes is asked for again when it was not done (row 7)", async () => {
    const { client, server } = await fakeCluster({ objects });
    const uid = String((await client.get(ref("a"))).metadata.uid);
    server.fault({ fault: { kind: "reset" }, when: ({ method }) => method === "DELETE", times: 2 });
    await client.delete(ref("a"), { uid });
    expect(server.find(ref("a"))).toBeUndefined();
  });

  it("never reaches an object that took the name of the one that was meant (row 15)", async () => {
    const { client, server } = await fakeCluster({ objects });
    const uid = String((await client.get(ref("a"))).metadata.uid);
    server.remove(ref("a"));
    server.put(kustomization("a"));
    await expect(client.patch(ref("a"), { spec: { suspend: true } }, { uid })).rejects.toMatchObject({
      reason: "superseded",
    });
    await expect(client.delete(ref("a"), { uid })).rejects.toMatchObject({ reason: "superseded" });
    expect(server.find(ref("a"))).not.toHaveProperty("spec.suspend");
  });

  it("that meets a conflict is tried five times (row 35)", async () => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "status", code: 409 }, times: 4 });
    expect(await client.patch(ref("a"), { spec: { suspend: true } })).toHaveProperty("spec.suspend", true);
    server.fault({ fault: { kind: "status", code: 409, message: "the object has been modified" } });
    await expect(client.patch(ref("a"), {})).rejects.toMatchObject({ reason: "unavailable" });
    expect(server.requests.filter(({ method }) => method === "PATCH")).toHaveLength(10);
  });

  it.each([
    {
      what: "a webhook",
      code: 400,
      message: 'admission webhook "policy.example" denied the request: no suspends on Friday',
    },
    {
      what: "an admission policy",
      code: 422,
      message: "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no suspends on Friday",
    },
    { what: "a missing right", code: 403, message: "no suspends on Friday" },
  ])("that $what denies is sent once, and shows why (row 36)", async ({ code, message }) => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "status", code, message } });
    await expect(client.patch(ref("a"), {})).rejects.toMatchObject({
      reason: "forbidden",
      message: expect.stringContaining("no suspends on Friday"),
    });
    expect(server.requests).toHaveLength(1);
  });

  it("whose webhook cannot be called is tried again (row 36)", async () => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "status", code: 500, message: "failed calling webhook" }, times: 2 });
    await client.patch(ref("a"), { spec: { suspend: true } });
    expect(server.find(ref("a"))).toHaveProperty("spec.suspend", true);
  });

  it("that is a dry run takes the same way, judged strictly, and changes nothing (row 37)", async () => {
    const { client, server } = await fakeCluster({ objects });
    expect(await client.patch(ref("a"), { spec: { suspend: true } }, { dryRun: true })).toHaveProperty(
      "spec.suspend",
      true,
    );
    expect(server.find(ref("a"))).not.toHaveProperty("spec.suspend");
    expect(server.requests[0]?.path).toMatch(/fieldValidation=Strict&dryRun=All$/);
  });

  it("that deletes an object with finalizers leaves them, and the object terminating (row 38)", async () => {
    const finalizers = ["finalizers.fluxcd.io"];
    const held = kustomization("held", { metadata: { name: "held", namespace: "flux-system", finalizers } });
    const { client } = await fakeCluster({ objects: [held] });
    const uid = String((await client.get(ref("held"))).metadata.uid);
    await client.delete(ref("held"), { uid });
    const { metadata } = await client.get(ref("held"));
    expect(metadata).toMatchObject({ finalizers, deletionTimestamp: expect.any(String) });
  });

  it("to another cluster than the pinned one can be stopped before (row 39)", async () => {
    const { client, server } = await fakeCluster();
    const uid = String(server.find({ group: "", kind: "Namespace", name: "kube-system" })?.metadata.uid);
    await client.requireClusterUid(uid);
    await expect(client.requireClusterUid("another")).rejects.toMatchObject({ reason: "refused" });
  });
});

describe("texts of the server", () => {
  it("reach an error's message without escapes and without secrets (rows 26, 27)", async () => {
    const { client, server, notices } = await fakeCluster({ objects }, { timings: { retryFor: 0 } });
    const message =
      "\u001b[2J\u001b]0;pwn\u0007 token=s3cret at https://bob:hunter2@git.example/x\rFAKE \u202eready";
    server.fault({ fault: { kind: "status", code: 503, message } });
    const error: Error = await client.get(ref("a")).then(
      () => expect.unreachable(),
      (thrown: Error) => thrown,
    );
    for (const text of [error.message, ...notices.map((notice) => notice.message)]) {
      expect(text).toContain("token=*** at https://***@git.example/x\nFAKE ready");
      expect(text).not.toMatch(/[\u001b\u0007\r\u202e]/);
    }
  });

  it("that are long are cut (row 25)", async () => {
    const { client, server } = await fakeCluster({ objects });
    server.fault({ fault: { kind: "status", code: 403, message: "x".repeat(100_000) } });
    await expect(client.get(ref("a"))).rejects.toMatchObject({
      message: expect.stringMatching(/^.{2000,2100}$/),
    });
  });
});
