import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/objects/json.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { commit, fakeFlux, gitRepository, kustomization } from "../reconcile/actions/fake-flux.js";
import type { Ran, Surroundings } from "./run-main.js";
import { runMain, writeKubeconfig } from "./run-main.js";

const OLD = commit("a");

async function runner(
  objects: readonly KubeObject[],
): Promise<(argv: readonly string[], more?: Surroundings) => Promise<Ran>> {
  const { server } = await fakeFlux(objects);
  const KUBECONFIG = await writeKubeconfig(server.kubeconfig);
  return (argv, more = {}) => runMain(argv, { env: { KUBECONFIG }, ...more });
}

function owned(
  apiVersion: string,
  kind: string,
  name: string,
  controller?: readonly [string, string, string],
): KubeObject {
  const metadata: JsonObject & { name: string } = {
    name,
    namespace: "web",
    uid: `${name}-uid`,
    generation: 1,
  };
  if (controller === undefined) return { apiVersion, kind, metadata };
  const [ownerVersion, ownerKind, ownerName] = controller;
  const owner = { apiVersion: ownerVersion, kind: ownerKind, name: ownerName, controller: true };
  return { apiVersion, kind, metadata: { ...metadata, ownerReferences: [owner] } };
}

const front = { inventory: { entries: [{ id: "web_front_apps_Deployment", v: "v1" }] } };
const root = {
  ...kustomization(
    OLD,
    { path: "./clusters/prod" },
    {
      inventory: {
        entries: [
          { id: "flux-system_apps_kustomize.toolkit.fluxcd.io_Kustomization", v: "v1" },
          { id: "flux-system_root_kustomize.toolkit.fluxcd.io_Kustomization", v: "v1" },
        ],
      },
    },
  ),
  metadata: { ...kustomization(OLD).metadata, name: "root", uid: "root-uid" },
};
const tree = [
  gitRepository(OLD),
  root,
  kustomization(OLD, {}, front),
  owned("apps/v1", "Deployment", "front"),
  owned("apps/v1", "ReplicaSet", "front-1", ["apps/v1", "Deployment", "front"]),
  owned("v1", "Pod", "front-1-x", ["apps/v1", "ReplicaSet", "front-1"]),
];

describe("trace", () => {
  it("goes from a Pod over its controllers to its Kustomization, the source, and the root that applies itself", async () => {
    const run = await runner(tree);
    const { code, stdout } = await run(["trace", "po/web/front-1-x", "-o", "json"]);
    const hops = (JSON.parse(stdout) as { hops: { relation: string; ref: { kind: string; name: string } }[] })
      .hops;
    expect(code).toBe(0);
    expect(hops.map(({ relation, ref }) => `${relation} ${ref.kind}/${ref.name}`)).toEqual([
      "object Pod/front-1-x",
      "controller ReplicaSet/front-1",
      "controller Deployment/front",
      "owner Kustomization/apps",
      "source GitRepository/fleet",
      "owner Kustomization/root",
    ]);
  });

  it("prints the way with revisions and where they come from", async () => {
    const run = await runner(tree);
    const { stdout } = await run(["trace", "deploy/web/front"]);
    expect(stdout).toContain(
      "applied by Kustomization/flux-system/apps current main@sha1:aaaaaaaaaaaa ./apps",
    );
    expect(stdout).toContain(
      "from GitRepository/flux-system/fleet current main@sha1:aaaaaaaaaaaa https://git.example/fleet",
    );
  });

  it("never prints what a reference does to a terminal", async () => {
    const sourceRef = { kind: "GitRepository", name: "x\u001b[2Jfleet" };
    const run = await runner([kustomization(OLD, { sourceRef })]);
    expect((await run(["trace", "ks/apps"])).stdout).toContain(
      "from GitRepository/flux-system/xfleet missing",
    );
    expect((await run(["reconcile", "ks/apps", "--with-source"])).stderr).toContain(
      "GitRepository/flux-system/xfleet does not",
    );
  });

  it("says when only a label names the owner", async () => {
    const labels = {
      "kustomize.toolkit.fluxcd.io/name": "apps",
      "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
    };
    const orphan = owned("v1", "ConfigMap", "orphan");
    const run = await runner([...tree, { ...orphan, metadata: { ...orphan.metadata, labels } }]);
    expect((await run(["trace", "cm/web/orphan"])).stdout).toContain("says its label; it is in no inventory");
  });

  it.each([
    ["nothing of Flux applied it", owned("v1", "ConfigMap", "alone"), "cm/web/alone"],
    ["it is not there", undefined, "cm/web/nope"],
  ] as const)("exits 1 when %s", async (_, object, word) => {
    const run = await runner([...tree, ...(object ? [object] : [])]);
    expect((await run(["trace", word])).code).toBe(1);
  });
});

function event(
  name: string,
  kind: string,
  apiVersion: string,
  regarding: string,
  more: JsonObject,
): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name, namespace: "flux-system" },
    involvedObject: { apiVersion, kind, namespace: "flux-system", name: regarding },
    ...more,
  };
}

const events = [
  event("late", "Kustomization", "kustomize.toolkit.fluxcd.io/v1", "apps", {
    type: "Warning",
    reason: "BuildFailed",
    message: "yaml: line 2",
    count: 3,
    lastTimestamp: "2026-11-24T15:02:00Z",
  }),
  event("early", "GitRepository", "source.toolkit.fluxcd.io/v1", "fleet", {
    type: "Normal",
    reason: "NewArtifact",
    message: "stored artifact",
    lastTimestamp: "2026-11-24T15:01:00Z",
  }),
  event("other", "Kustomization", "kustomize.toolkit.fluxcd.io/v1", "other", {
    type: "Normal",
    reason: "Progressing",
    message: "elsewhere",
    lastTimestamp: "2026-11-24T15:03:00Z",
  }),
  event("pod", "Pod", "v1", "some-pod", {
    type: "Normal",
    reason: "Pulled",
    message: "image",
    lastTimestamp: "2026-11-24T15:03:00Z",
  }),
];

describe("events", () => {
  it("shows the events of an object and of what it reads from, oldest first", async () => {
    const run = await runner([gitRepository(OLD), kustomization(OLD), ...events]);
    const { stdout } = await run(["events", "ks/apps"]);
    expect(stdout).toMatch(
      /NewArtifact[\s\S]*BuildFailed +Kustomization\/flux-system\/apps +yaml: line 2 \(3 times\)/,
    );
    expect(stdout).not.toMatch(/elsewhere|image/);
  });

  it("shows those of all objects of Flux without an object", async () => {
    const run = await runner(events);
    const { stdout } = await run(["events", "-A", "-o", "json"]);
    const { items } = JSON.parse(stdout) as { items: { reason: string }[] };
    expect(items.map(({ reason }) => reason)).toEqual(["NewArtifact", "BuildFailed", "Progressing"]);
  });

  it("exits 1 for an object that is not there", async () => {
    const run = await runner(events);
    expect((await run(["events", "ks/nope"])).code).toBe(1);
  });
});

describe("recreate", () => {
  const running = {
    ...owned("apps/v1", "Deployment", "front"),
    spec: { replicas: 0 },
    status: { observedGeneration: 1, replicas: 0 },
  };
  const objects = [gitRepository(OLD), kustomization(OLD, {}, front), running];

  it("shows what will happen, and does nothing without a terminal or --yes", async () => {
    const run = await runner(objects);
    const { code, stderr } = await run(["recreate", "deploy/web/front"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /will be deleted[\s\S]*Kustomization\/flux-system\/apps creates it again[\s\S]*--yes/,
    );
  });

  it("asks on a terminal, and takes anything but yes for no", async () => {
    const run = await runner(objects);
    const { code, stderr } = await run(["recreate", "deploy/web/front"], { typed: "n" });
    expect(code).toBe(3);
    expect(stderr).toContain("was left alone");
  });

  it.each([
    ["ks/flux-system/apps", /object of Flux/],
    ["deploy/web/other", /does not exist/],
  ])("refuses %s", async (word, message) => {
    const run = await runner(objects);
    const { code, stderr } = await run(["recreate", word, "--yes"]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
  });
});

describe("restart", () => {
  it("warns, and refuses what is no controller of Flux", async () => {
    const run = await runner([]);
    const missing = await run(["restart", "kustomize-controller"]);
    expect(missing.stderr).toMatch(/warning: a restart is for emergencies[\s\S]*does not exist/);
    expect(missing.code).toBe(1);
    const wrong = await run(["restart", "kustomise-controller"]);
    expect(wrong.stderr).toContain('Did you mean "kustomize-controller"');
    expect(wrong.code).toBe(2);
  });
});
