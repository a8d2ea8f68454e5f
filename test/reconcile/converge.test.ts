import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../../src/cluster/connect.js";
import type { BuiltObject, FleetCluster } from "../../src/fleet/fleet.js";
import type { JsonObject } from "../../src/objects/json.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { refOf } from "../../src/objects/object-ref.js";
import type { ConvergeOptions, Snapshot } from "../../src/reconcile/converge.js";
import { converge } from "../../src/reconcile/converge.js";
import { type FakeApiServer, fakeApiServer } from "../../src/testing/fake-api-server.js";
import { commit, condition, gitRepository, kustomization, revision } from "./flux-objects.js";

const place = { file: "clusters/prod/apps.yaml", line: 1, column: 1 };

function built({ apiVersion, kind, metadata: { name, namespace }, spec }: KubeObject): BuiltObject {
  const object = { apiVersion, kind, metadata: { name, namespace }, spec } as KubeObject;
  return { object, origin: { file: place.file, locate: () => place } };
}

const source = gitRepository("b");
const apps = kustomization("apps", "b");
const cluster: FleetCluster = {
  name: "prod",
  path: "clusters/prod",
  objects: [built(source), built(apps)],
  builds: [{ kustomization: built(apps), outcome: "built", objects: [] }],
  implied: [],
};

const failedBuild = (since: string) => ({
  lastAttemptedRevision: revision("b"),
  conditions: [
    {
      ...condition("Ready", "False", "BuildFailed", "kustomize build failed: no matches for Id"),
      lastTransitionTime: since,
    },
  ],
});
const notApplied = (since: string) => ({
  lastAttemptedRevision: revision("b"),
  conditions: [
    {
      ...condition("Ready", "False", "ReconciliationFailed", "no matches for kind"),
      lastTransitionTime: since,
    },
  ],
});

describe("converge, against an API server", () => {
  let server: FakeApiServer;
  beforeEach(async () => {
    server = await fakeApiServer();
  });
  afterEach(() => server.close());

  async function watch(
    options: ConvergeOptions,
    during: () => void = () => {},
  ): Promise<readonly Snapshot[]> {
    const client = await connect({ env: {}, config: server.kubeconfig });
    const snapshots: Snapshot[] = [];
    for await (const snapshot of converge(client, cluster, { timeout: 20_000, ...options })) {
      if (snapshots.length === 0) during();
      snapshots.push(snapshot);
    }
    client.close();
    return snapshots;
  }
  const last = (snapshots: readonly Snapshot[]) => snapshots.at(-1) as Snapshot;
  const put = (...objects: KubeObject[]) => {
    for (const object of objects) server.put(object);
  };

  const recreated = (status: JsonObject): KubeObject => {
    const { metadata, ...rest } = kustomization("apps", "b", status);
    return { ...rest, metadata: { ...metadata, uid: "another" } } as KubeObject;
  };
  const behind = { lastAppliedRevision: revision("a") };

  test("judges an object that was deleted and created anew from the start, and says so (row 15)", async () => {
    put(source, kustomization("apps", "b", behind));
    let step = 0;
    const answers: unknown[] = [];
    const client = await connect({ env: {}, config: server.kubeconfig });
    for await (const snapshot of converge(client, cluster, { revision: commit("b"), timeout: 20_000 })) {
      const { answer, checks } = snapshot.objects.find(({ ref }) => ref.name === "apps")!;
      const same = checks.find(({ name }) => name === "same-object")?.found;
      answers.push([answer, same]);
      step += 1;
      if (step === 1) server.remove(refOf(apps));
      if (step === 2) server.put(recreated(behind));
      if (step === 3) server.put(recreated({}));
    }
    client.close();
    const anew = "deleted and created anew since we began";
    expect(answers).toEqual([
      ["waiting", "the same object"],
      ["missing", undefined],
      ["recreated", anew],
      ["converged", anew],
    ]);
  });

  test("ends at once with recreated when only the first object would do (row 15)", async () => {
    put(source, kustomization("apps", "b", behind));
    const snapshots = await watch({ revision: commit("b"), strictUid: true }, () => {
      server.remove(refOf(apps));
      server.put(recreated({}));
    });
    expect(last(snapshots)).toMatchObject({ answer: "recreated", ending: "hopeless" });
  });

  test("ends converged at once when all is live", async () => {
    put(source, apps);
    expect(last(await watch({ revision: commit("b") }))).toMatchObject({
      answer: "converged",
      ending: "converged",
    });
  });

  test("waits through a rollout and ends converged with the write that completes it", async () => {
    put(gitRepository("a"), kustomization("apps", "a"));
    const snapshots = await watch({ revision: commit("b") }, () => {
      put(source);
      setTimeout(() => put(apps), 60);
    });
    expect(snapshots[0]).toMatchObject({ answer: "waiting" });
    expect(last(snapshots).ending).toBe("converged");
  });

  test("accepts a later commit that contains the one asked for, and asks about each commit once", async () => {
    put(source, apps);
    const asked: string[] = [];
    const contains = async (live: string) => asked.push(live) > 0;
    expect(last(await watch({ revision: commit("a"), contains })).ending).toBe("converged");
    expect(asked).toEqual([commit("b")]);
  });

  test("ends hopeless at once when the commit that was meant does not build", async () => {
    put(source, kustomization("apps", "a", failedBuild("2026-11-24T15:00:00Z")));
    expect(last(await watch({ revision: commit("b") }))).toMatchObject({
      answer: "failing",
      ending: "hopeless",
    });
  });

  test("goes on while what fails is an earlier commit than the one on its way", async () => {
    put(
      gitRepository("a"),
      kustomization("apps", "a", {
        ...failedBuild("2026-11-24T15:00:00Z"),
        lastAttemptedRevision: revision("a"),
      }),
    );
    const snapshots = await watch({ revision: commit("b") }, () => put(source, apps));
    expect(snapshots[0]?.ending).toBeUndefined();
    expect(last(snapshots).ending).toBe("converged");
  });

  test("takes a failure that may heal for final only when it failed twice", async () => {
    put(source, kustomization("apps", "a", notApplied("2026-11-24T15:00:00Z")));
    const snapshots = await watch({ revision: commit("b") }, () =>
      put(kustomization("apps", "a", notApplied("2026-11-24T15:02:00Z"))),
    );
    expect(snapshots.map(({ ending }) => ending)).toEqual([undefined, "hopeless"]);
  });

  test("says deadline, with the causes, when time is up", async () => {
    put(source, kustomization("apps", "a", notApplied("2026-11-24T15:00:00Z")));
    const end = last(await watch({ revision: commit("b"), timeout: 2500 }));
    expect(end).toMatchObject({ answer: "failing", ending: "deadline" });
    expect(end.causes.map(({ ref }) => ref.name)).toEqual(["apps"]);
  });

  test("claims nothing when the cluster could not be read in time", async () => {
    server.fault({ when: ({ path }) => path.includes("gitrepositories"), fault: { kind: "hang" } });
    await expect(watch({ timeout: 500 })).rejects.toMatchObject({ reason: "unavailable" });
  });

  test("says interrupted when it is told to stop", async () => {
    put(gitRepository("a"), kustomization("apps", "a"));
    const abort = new AbortController();
    const snapshots = await watch({ revision: commit("b"), signal: abort.signal }, () => abort.abort());
    expect(last(snapshots).ending).toBe("interrupted");
  });

  test("is missing, not converged, when an object was deleted while it watched", async () => {
    put(source, kustomization("apps", "a"));
    const snapshots = await watch({ revision: commit("b"), timeout: 2500 }, () => server.remove(refOf(apps)));
    expect(last(snapshots)).toMatchObject({ answer: "missing", ending: "deadline" });
  });

  test("is forbidden, and says so, when a kind may not be read", async () => {
    put(source, apps);
    server.fault({
      when: ({ path }) => path.includes("kustomizations"),
      fault: { kind: "status", code: 403 },
    });
    expect(last(await watch({ revision: commit("b") }))).toMatchObject({
      answer: "forbidden",
      ending: "hopeless",
    });
  });
});

test("an unread spec field of the intent is no difference when the server leaves it out", async () => {
  const spec = { ...(apps.spec as JsonObject), force: false };
  const server = await fakeApiServer({ objects: [source, apps] });
  const client = await connect({ env: {}, config: server.kubeconfig });
  const intended = { ...cluster, objects: [built(source), built({ ...apps, spec })] };
  const endings: unknown[] = [];
  for await (const { ending } of converge(client, intended, { timeout: 5000 })) endings.push(ending);
  expect(endings).toEqual(["converged"]);
  client.close();
  await server.close();
});
