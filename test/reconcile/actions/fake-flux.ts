import { afterEach } from "vitest";
import type { ClusterClient } from "../../../src/cluster/cluster-client.js";
import { connect } from "../../../src/cluster/connect.js";
import type { JsonObject } from "../../../src/objects/json.js";
import { asObject, asString } from "../../../src/objects/json.js";
import type { KubeObject } from "../../../src/objects/kube-object.js";
import type { ObjectRef } from "../../../src/objects/object-ref.js";
import { refOf } from "../../../src/objects/object-ref.js";
import type { FakeApiServer } from "../../../src/testing/fake-api-server.js";
import { fakeApiServer } from "../../../src/testing/fake-api-server.js";

export const commit = (digit: string): string => `main@sha1:${digit.repeat(40)}`;
export const requestedAt = "reconcile.fluxcd.io/requestedAt";

export const sourceRef: ObjectRef = {
  group: "source.toolkit.fluxcd.io",
  kind: "GitRepository",
  namespace: "flux-system",
  name: "fleet",
};
export const appsRef: ObjectRef = {
  group: "kustomize.toolkit.fluxcd.io",
  kind: "Kustomization",
  namespace: "flux-system",
  name: "apps",
};

/** Conditions as the controllers write them, for generation 1 unless said otherwise. */
export function ready(
  status: "True" | "False" | "Unknown",
  reason: string,
  message = "",
  generation = 1,
): JsonObject {
  return {
    type: "Ready",
    status,
    reason,
    message,
    observedGeneration: generation,
    lastTransitionTime: "2026-11-24T15:00:00Z",
  };
}

export function gitRepository(revision: string, more: JsonObject = {}): KubeObject {
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: { name: "fleet", namespace: "flux-system", uid: "source-uid", generation: 1 },
    spec: { interval: "1m", url: "https://git.example/fleet", ...more },
    status: {
      observedGeneration: 1,
      conditions: [ready("True", "Succeeded")],
      artifact: { revision },
    },
  };
}

export function kustomization(applied: string, more: JsonObject = {}, status: JsonObject = {}): KubeObject {
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name: "apps", namespace: "flux-system", uid: "apps-uid", generation: 1 },
    spec: {
      interval: "10m",
      path: "./apps",
      prune: true,
      sourceRef: { kind: "GitRepository", name: "fleet" },
      ...more,
    },
    status: {
      observedGeneration: 1,
      conditions: [ready("True", "ReconciliationSucceeded", `Applied revision: ${applied}`)],
      lastAppliedRevision: applied,
      lastAttemptedRevision: applied,
      ...status,
    },
  };
}

/** What the controllers will do from now on. */
export interface FluxPlan {
  /** The revision that the next fetch finds; undefined: the source fails. */
  fetch: string | undefined;
  /** Why a run of a revision fails; undefined: it succeeds. */
  failure: (revision: string) => { readonly reason: string; readonly message: string } | undefined;
  /** Whether the controllers run at all. */
  isRunning: boolean;
}

export interface FakeFlux {
  readonly server: FakeApiServer;
  readonly client: ClusterClient;
  readonly plan: FluxPlan;
}

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/**
 * An API server with a source-controller and a kustomize-controller that write what the real ones write, in their
 * order: conditions, then revisions, then the handled mark.
 */
export async function fakeFlux(
  objects: readonly KubeObject[],
  plan: Partial<FluxPlan> = {},
): Promise<FakeFlux> {
  const whole: FluxPlan = { fetch: undefined, failure: () => undefined, isRunning: true, ...plan };
  const server = await fakeApiServer({
    objects,
    onWrite: ({ method, object }) => {
      if (method !== "PATCH" || !whole.isRunning) return;
      if (object.kind === "GitRepository") setImmediate(() => fetchSource(server, refOf(object), whole));
      if (object.kind === "Kustomization") setImmediate(() => runKustomization(server, refOf(object), whole));
    },
  });
  const client = await connect({ env: {}, config: server.kubeconfig });
  closers.push(async () => {
    client.close();
    await server.close();
  });
  return { server, client, plan: whole };
}

function write(server: FakeApiServer, ref: ObjectRef, change: JsonObject): KubeObject {
  return server.update(ref, (object) => ({ ...object, status: { ...asObject(object.status), ...change } }));
}

function fetchSource(server: FakeApiServer, ref: ObjectRef, plan: FluxPlan): KubeObject | undefined {
  const object = server.find(ref);
  if (object === undefined) return undefined;
  const handled = { lastHandledReconcileAt: object.metadata.annotations?.[requestedAt] ?? null };
  const generation = Number(object.metadata.generation);
  if (asObject(object.spec).suspend === true) return write(server, ref, handled);
  const revision = plan.fetch;
  if (revision === undefined) {
    write(server, ref, {
      conditions: [ready("False", "GitOperationFailed", "authentication required", generation)],
    });
    return write(server, ref, handled);
  }
  write(server, ref, {
    conditions: [ready("True", "Succeeded", `stored artifact for ${revision}`, generation)],
  });
  const before = asString(asObject(asObject(object.status).artifact).revision);
  write(server, ref, { ...handled, artifact: { revision }, observedGeneration: generation });
  return before === revision ? server.find(ref) : runKustomization(server, appsRef, plan);
}

function runKustomization(server: FakeApiServer, ref: ObjectRef, plan: FluxPlan): KubeObject | undefined {
  const object = server.find(ref);
  if (object === undefined) return undefined;
  const handled = { lastHandledReconcileAt: object.metadata.annotations?.[requestedAt] ?? null };
  const generation = Number(object.metadata.generation);
  if (asObject(object.spec).suspend === true) return write(server, ref, handled);
  const source = server.find(sourceRef);
  const revision = asString(asObject(asObject(source?.status).artifact).revision) ?? "";
  const working = [
    {
      ...ready("True", "Progressing", `Building manifests for revision ${revision} with a timeout of 30s`),
      type: "Reconciling",
    },
    ready("Unknown", "Progressing", "Reconciliation in progress", generation),
  ];
  write(server, ref, { conditions: working });
  write(server, ref, { lastAttemptedRevision: revision });
  const failure = plan.failure(revision);
  if (failure !== undefined) {
    const conditions = [
      { ...ready("True", "ProgressingWithRetry", "", generation), type: "Reconciling" },
      ready("False", failure.reason, failure.message, generation),
    ];
    write(server, ref, { conditions });
    return write(server, ref, handled);
  }
  write(server, ref, {
    conditions: [ready("True", "ReconciliationSucceeded", `Applied revision: ${revision}`, generation)],
  });
  write(server, ref, { lastAppliedRevision: revision, observedGeneration: generation });
  return write(server, ref, handled);
}
