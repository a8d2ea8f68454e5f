import { describe, expect, it } from "vitest";
import { fakeCluster, KIND, kustomization, ref, take } from "./fake-cluster.js";

describe("many calls at once", () => {
  it("share a signal without a warning of Node about listeners", async () => {
    const { client } = await fakeCluster({ objects: [kustomization("a")] });
    const warnings: string[] = [];
    const listen = (warning: Error): void => void warnings.push(warning.message);
    process.on("warning", listen);
    const abort = new AbortController();
    const watches = Array.from({ length: 30 }, () => client.watch(KIND, {}, { signal: abort.signal }));
    await Promise.all(watches.map((events) => take(events, "synced")));
    const ends = watches.map((events) => events.next().catch((error) => error.reason));
    await Promise.all(watches.map(() => client.get(ref("a"), { signal: abort.signal })));
    abort.abort();
    expect(new Set(await Promise.all(ends))).toEqual(new Set(["interrupted"]));
    await new Promise(setImmediate);
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });

  it("tell once that the server is away, and once that all of them work again (row 1)", async () => {
    const { client, server, notices } = await fakeCluster({ objects: [kustomization("a")] });
    const watches = Array.from({ length: 5 }, () => client.watch(KIND));
    await Promise.all(watches.map((events) => take(events, "synced")));
    await server.stop();
    setTimeout(() => void server.start(), 150);
    await Promise.all(watches.map((events) => take(events, "restored")));
    expect(notices.map(({ kind }) => kind)).toEqual(["unreachable", "reachable"]);
    await Promise.all(watches.map((events) => events.return(undefined)));
  });

  it("do not tell of trouble when a kept connection was closed in between", async () => {
    const { client, server, notices } = await fakeCluster({ objects: [kustomization("a")] });
    await client.get(ref("a"));
    await server.stop();
    await server.start();
    await client.get(ref("a"));
    expect(notices).toEqual([]);
  });
});
