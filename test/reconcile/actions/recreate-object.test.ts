import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/objects/kube-object.js";
import { refOf } from "../../../src/objects/object-ref.js";
import type { ActionProgress } from "../../../src/reconcile/actions/action-result.js";
import { planRecreate, recreateObject } from "../../../src/reconcile/actions/recreate-object.js";
import { controllerRef, restartController } from "../../../src/reconcile/actions/restart-controller.js";
import type { FakeFlux } from "./fake-flux.js";
import { commit, fakeFlux, gitRepository, kustomization } from "./fake-flux.js";

const inventory = { inventory: { entries: [{ id: "web_front_apps_Deployment", v: "v1" }] } };
const signal = () => AbortSignal.timeout(20_000);
const context = () => ({ signal: signal(), now: Date.now, elapsed: () => performance.now() });

function deployment(uid: string, namespace = "web", name = "front"): KubeObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, uid, generation: 1 },
    spec: { replicas: 1, template: { metadata: {} } },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      availableReplicas: 1,
      readyReplicas: 1,
      conditions: [{ type: "Available", status: "True", reason: "MinimumReplicasAvailable", message: "" }],
    },
  };
}

const front = refOf(deployment("old"));
const managed = (uid = "old") => [
  gitRepository(commit("a")),
  kustomization(commit("a"), {}, inventory),
  deployment(uid),
];

/** The owner creates the object again when it is asked to run. */
function recreateWhenAsked({ server }: FakeFlux): void {
  server.listen(({ object }) => {
    const isAsked = object.kind === "Kustomization" && object.metadata.annotations !== undefined;
    if (isAsked && server.find(front) === undefined) setImmediate(() => server.put(deployment("new")));
  });
}

describe("planRecreate", () => {
  it("names the object and who brings it back", async () => {
    const { client } = await fakeFlux(managed());
    const plan = await planRecreate(client, front, signal());
    expect([plan.object.metadata.uid, plan.owner.metadata.name]).toEqual(["old", "apps"]);
  });

  it.each([
    ["is in no inventory", [kustomization(commit("a")), deployment("old")], "refused", /no inventory/],
    [
      "has a suspended owner",
      [kustomization(commit("a"), { suspend: true }, inventory), deployment("old")],
      "refused",
      /suspended/,
    ],
    ["is not there", [kustomization(commit("a"), {}, inventory)], "not-found", /does not exist/],
  ] as const)("refuses what %s", async (_, objects, reason, message) => {
    const { client } = await fakeFlux(objects);
    const error = await planRecreate(client, front, signal()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason, message: expect.stringMatching(message) });
  });
});

describe("recreateObject", () => {
  it("deletes the object, has its owner run, and waits for another uid that is ready", async () => {
    const flux = await fakeFlux(managed());
    recreateWhenAsked(flux);
    const plan = await planRecreate(flux.client, front, signal());
    const result = await recreateObject(flux.client, plan, context());
    expect(result).toMatchObject({ outcome: "done", action: "recreate" });
    expect(result.downtime).toBeGreaterThanOrEqual(0);
    expect(flux.server.find(front)?.metadata.uid).toBe("new");
  });

  it("deletes nothing that has taken the name since the plan", async () => {
    const flux = await fakeFlux(managed());
    const plan = await planRecreate(flux.client, front, signal());
    flux.server.remove(front);
    flux.server.put(deployment("another"));
    await expect(recreateObject(flux.client, plan, context())).rejects.toMatchObject({
      reason: "superseded",
    });
    expect(flux.server.find(front)?.metadata.uid).toBe("another");
  });

  it("ends with the owner's cause when the owner cannot bring it back", async () => {
    const flux = await fakeFlux(managed(), { isRunning: false });
    const owner = refOf(kustomization(commit("a")));
    const message = "no matches for kind";
    flux.server.listen(({ object }) => {
      const token = object.metadata.annotations?.["reconcile.fluxcd.io/requestedAt"];
      const status = object.status as { lastHandledReconcileAt?: string };
      if (object.kind !== "Kustomization" || token === undefined || status.lastHandledReconcileAt === token)
        return;
      const failed = { type: "Ready", status: "False", reason: "ReconciliationFailed", message };
      const next = { ...status, conditions: [failed], lastHandledReconcileAt: token };
      setImmediate(() => flux.server.update(owner, (now) => ({ ...now, status: next })));
    });
    const plan = await planRecreate(flux.client, front, signal());
    const told: unknown[] = [];
    const tell = (progress: ActionProgress) => told.push([progress.kind, progress.ref.name]);
    expect(await recreateObject(flux.client, plan, { ...context(), tell })).toMatchObject({
      outcome: "failed",
      ref: owner,
      status: { reason: "ReconciliationFailed", message },
      failure: { id: "crd-missing" },
    });
    expect(told).toContainEqual(["status", "apps"]);
  });

  it("says at the deadline that nothing came back", async () => {
    const flux = await fakeFlux(managed());
    const plan = await planRecreate(flux.client, front, signal());
    const short = { ...context(), signal: AbortSignal.timeout(500) };
    expect(await recreateObject(flux.client, plan, short)).toMatchObject({
      outcome: "deadline",
      status: { name: "missing" },
    });
  });
});

describe("restartController", () => {
  const controller = controllerRef("kustomize-controller", "flux-system");
  const running = deployment("controller", "flux-system", "kustomize-controller");

  it("restarts the Deployment and waits for the generation that it made", async () => {
    const { client, server } = await fakeFlux([running]);
    server.listen(({ object }) => {
      const generation = Number(object.metadata.generation);
      const status = object.status as { observedGeneration?: number };
      if (object.kind !== "Deployment" || status.observedGeneration === generation) return;
      setImmediate(() =>
        server.update(controller, (now) => ({
          ...now,
          status: { ...status, observedGeneration: generation },
        })),
      );
    });
    expect(await restartController(client, controller, context())).toMatchObject({ outcome: "done" });
    expect(JSON.stringify(server.find(controller)?.spec)).toMatch(/kubectl.kubernetes.io\/restartedAt/);
  });

  it("reports a rollout that gets stuck", async () => {
    const { client, server } = await fakeFlux([running]);
    server.listen(({ object }) => {
      if (object.kind !== "Deployment" || object.metadata.generation === 1) return;
      const conditions = [
        { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "no node" },
      ];
      const status = { observedGeneration: 2, conditions };
      if ((object.status as { observedGeneration?: number }).observedGeneration === 2) return;
      setImmediate(() => server.update(controller, (now) => ({ ...now, status })));
    });
    expect(await restartController(client, controller, context())).toMatchObject({
      outcome: "failed",
      status: { reason: "ProgressDeadlineExceeded" },
    });
  });

  it("throws not-found when there is no such Deployment", async () => {
    const { client } = await fakeFlux([]);
    await expect(restartController(client, controller, context())).rejects.toMatchObject({
      reason: "not-found",
    });
  });
});
