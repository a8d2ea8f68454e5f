import { describe, expect, it } from "vitest";
import { formatRef } from "../../../src/objects/object-ref.js";
import type { ActionContext, ActionProgress } from "../../../src/reconcile/actions/action-result.js";
import type { ReconcileOptions } from "../../../src/reconcile/actions/reconcile-object.js";
import { reconcileObject } from "../../../src/reconcile/actions/reconcile-object.js";
import { resumeObject, suspendObject } from "../../../src/reconcile/actions/suspend-object.js";
import type { FakeFlux } from "./fake-flux.js";
import {
  appsRef,
  commit,
  fakeFlux,
  gitRepository,
  kustomization,
  ready,
  requestedAt,
  sourceRef,
} from "./fake-flux.js";

const OLD = commit("a");
const NEW = commit("b");
const malformed = { reason: "BuildFailed", message: "MalformedYAMLError: line 2" };

function context(progress: ActionProgress[] = [], timeout = 20_000): ActionContext {
  return { signal: AbortSignal.timeout(timeout), now: Date.now, tell: (told) => progress.push(told) };
}

function reconcile({ client }: FakeFlux, options: ReconcileOptions = { withSource: true }, timeout?: number) {
  return reconcileObject(client, appsRef, options, context([], timeout));
}

const healthy = () => [gitRepository(OLD), kustomization(OLD)];

describe("reconcileObject", () => {
  it("fetches, and is done when the fetched commit is applied", async () => {
    const flux = await fakeFlux(healthy(), { fetch: NEW });
    expect(await reconcile(flux)).toMatchObject({ outcome: "done", revision: NEW, ref: appsRef });
  });

  it("asks the source first, and does not ask again for what Flux does by itself", async () => {
    const flux = await fakeFlux(healthy(), { fetch: NEW });
    const progress: ActionProgress[] = [];
    await reconcileObject(flux.client, appsRef, { withSource: true }, context(progress));
    const asked = progress.filter(({ kind }) => kind === "asked").map(({ ref }) => formatRef(ref));
    expect(asked).toEqual(["GitRepository/flux-system/fleet"]);
  });

  it("asks the object too when the fetch brought nothing new", async () => {
    const flux = await fakeFlux(healthy(), { fetch: OLD });
    expect(await reconcile(flux)).toMatchObject({ outcome: "done", revision: OLD });
    expect(flux.server.find(appsRef)?.metadata.annotations?.[requestedAt]).toMatch(
      /^\d{4}-.*Z-[0-9a-f-]{36}$/,
    );
  });

  it("reports the cause of a malformed commit, with its class", async () => {
    const flux = await fakeFlux(healthy(), { fetch: NEW, failure: () => malformed });
    const result = await reconcile(flux);
    expect(result).toMatchObject({ outcome: "failed", status: malformed, failure: { id: "malformed-yaml" } });
    expect(result.revision).toBe(OLD);
  });

  it("reports a failure that names no revision after asking for it", async () => {
    const failure = (revision: string) =>
      revision === NEW ? { reason: "ArtifactFailed", message: "kustomization path not found" } : undefined;
    const flux = await fakeFlux(healthy(), { fetch: NEW, failure });
    expect(await reconcile(flux)).toMatchObject({ outcome: "failed", status: { reason: "ArtifactFailed" } });
  });

  it("does not take the failure of the commit before for that of the fix", async () => {
    const failing = kustomization(
      OLD,
      {},
      { conditions: [ready("False", "BuildFailed", "old")], lastAttemptedRevision: commit("c") },
    );
    const flux = await fakeFlux([gitRepository(commit("c")), failing], {
      fetch: NEW,
      failure: (revision) => (revision === NEW ? undefined : malformed),
    });
    expect(await reconcile(flux)).toMatchObject({ outcome: "done", revision: NEW });
  });

  it("ends with the source when that fails", async () => {
    const flux = await fakeFlux(healthy(), { fetch: undefined });
    const result = await reconcile(flux);
    expect(result).toMatchObject({
      outcome: "failed",
      ref: sourceRef,
      failure: { id: "git-authentication" },
    });
  });

  it.each([
    ["the object", [gitRepository(OLD), kustomization(OLD, { suspend: true })], appsRef],
    ["its source", [gitRepository(OLD, { suspend: true }), kustomization(OLD)], sourceRef],
  ] as const)("changes nothing when %s is suspended", async (_, objects, ref) => {
    const flux = await fakeFlux(objects, { fetch: NEW });
    expect(await reconcile(flux)).toMatchObject({ outcome: "suspended", ref, changed: false });
    expect(flux.server.requests.filter(({ method }) => method === "PATCH")).toEqual([]);
  });

  it("throws not-found for an object, and for a source, that is not there", async () => {
    await expect(reconcile(await fakeFlux([]))).rejects.toMatchObject({ reason: "not-found" });
    await expect(reconcile(await fakeFlux([kustomization(OLD)]))).rejects.toMatchObject({
      reason: "not-found",
      message: "GitRepository/flux-system/fleet does not exist",
    });
  });

  it("ends at the deadline with what it knows when no controller answers", async () => {
    const flux = await fakeFlux(healthy(), { isRunning: false });
    expect(await reconcile(flux, {}, 3000)).toMatchObject({
      outcome: "deadline",
      status: { name: "current" },
    });
  });

  it("refuses a kind that no controller reconciles", async () => {
    const alert = {
      group: "notification.toolkit.fluxcd.io",
      kind: "Alert",
      namespace: "flux-system",
      name: "chat",
    };
    const object = {
      apiVersion: "notification.toolkit.fluxcd.io/v1beta3",
      kind: "Alert",
      metadata: { name: "chat", namespace: "flux-system" },
      spec: {},
    };
    const flux = await fakeFlux([object]);
    await expect(reconcileObject(flux.client, alert, {}, context())).rejects.toMatchObject({
      reason: "usage",
    });
  });

  it("sends force and reset with the same token, to the release only", async () => {
    const release = {
      apiVersion: "helm.toolkit.fluxcd.io/v2",
      kind: "HelmRelease",
      metadata: { name: "web", namespace: "flux-system", uid: "release-uid", generation: 1 },
      spec: { chartRef: { kind: "OCIRepository", name: "web" } },
    };
    const ref = {
      group: "helm.toolkit.fluxcd.io",
      kind: "HelmRelease",
      namespace: "flux-system",
      name: "web",
    };
    const flux = await fakeFlux([release]);
    await reconcileObject(flux.client, ref, { force: true, reset: true }, context([], 300));
    const { annotations = {} } = flux.server.find(ref)?.metadata ?? {};
    const values = ["requestedAt", "forceAt", "resetAt"].map(
      (name) => annotations[`reconcile.fluxcd.io/${name}`],
    );
    expect(new Set(values).size).toBe(1);
    expect(values[0]).toBeDefined();
  });
});

describe("suspendObject and resumeObject", () => {
  it("suspends, and says when there was nothing to do", async () => {
    const { client, server } = await fakeFlux(healthy());
    expect(await suspendObject(client, appsRef, context())).toMatchObject({ outcome: "done", changed: true });
    expect(server.find(appsRef)?.spec).toMatchObject({ suspend: true });
    expect(await suspendObject(client, appsRef, context())).toMatchObject({
      outcome: "done",
      changed: false,
    });
  });

  it("resumes and waits for the outcome of the run that follows", async () => {
    const { client } = await fakeFlux([gitRepository(NEW), kustomization(OLD, { suspend: true })]);
    expect(await resumeObject(client, appsRef, {}, context())).toMatchObject({
      outcome: "done",
      revision: NEW,
    });
  });

  it("reports a failure that follows a resume", async () => {
    const objects = [gitRepository(NEW), kustomization(OLD, { suspend: true })];
    const { client } = await fakeFlux(objects, { failure: () => malformed });
    expect(await resumeObject(client, appsRef, {}, context())).toMatchObject({
      outcome: "failed",
      status: malformed,
    });
  });

  it("does not wait when told not to", async () => {
    const { client, server } = await fakeFlux([kustomization(OLD, { suspend: true })], { isRunning: false });
    expect(await resumeObject(client, appsRef, { wait: false }, context())).toMatchObject({
      outcome: "done",
    });
    expect(server.find(appsRef)?.spec).toMatchObject({ suspend: false });
  });

  it.each([
    ["suspend", suspendObject],
    ["resume", (client, ref, run) => resumeObject(client, ref, {}, run)],
  ] as readonly (readonly [string, typeof suspendObject])[])(
    "%s of a missing object is an error",
    async (_, act) => {
      const { client } = await fakeFlux([]);
      await expect(act(client, appsRef, context())).rejects.toMatchObject({ reason: "not-found" });
    },
  );

  it("pauses a kind of the Flux Operator by its annotation", async () => {
    const ref = {
      group: "fluxcd.controlplane.io",
      kind: "ResourceSet",
      namespace: "flux-system",
      name: "tenants",
    };
    const { client, server } = await fakeFlux([
      {
        apiVersion: "fluxcd.controlplane.io/v1",
        kind: "ResourceSet",
        metadata: { name: "tenants", namespace: "flux-system" },
        spec: {},
      },
    ]);
    await suspendObject(client, ref, context());
    expect(server.find(ref)?.metadata.annotations).toEqual({
      "fluxcd.controlplane.io/reconcile": "disabled",
    });
  });
});
