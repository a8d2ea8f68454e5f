import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { statusOf } from "../../src/reconcile/status.js";
import { condition, flux, gitRepository, kustomization, revision } from "./flux-objects.js";

const retrying = condition(
  "Reconciling",
  "True",
  "ProgressingWithRetry",
  `Building manifests for revision ${revision("b")} with a timeout of 30s`,
);
const working = (message: string) => condition("Reconciling", "True", "Progressing", message);
const unknown = condition("Ready", "Unknown", "Progressing", "Reconciliation in progress");

describe("the status of an object of Flux", () => {
  const cases: readonly (readonly [string, KubeObject | undefined, object])[] = [
    ["is missing when there is no object", undefined, { name: "missing" }],
    [
      "is current when Ready speaks of its generation",
      kustomization("apps", "a"),
      { name: "current", loop: { step: "wait", waitsFor: "interval" } },
    ],
    [
      "is terminating while a finalizer holds it, whatever Ready says",
      {
        ...kustomization("apps", "a"),
        metadata: {
          name: "apps",
          deletionTimestamp: "2026-11-24T15:00:00Z",
          finalizers: ["finalizers.fluxcd.io"],
        },
      },
      { name: "terminating", message: "it is being deleted; held by finalizers.fluxcd.io" },
    ],
    [
      "is suspended though Ready is True and the generation is observed",
      kustomization("apps", "a", {}, { suspend: true }),
      { name: "suspended" },
    ],
    [
      "is in progress when Ready speaks of an earlier generation",
      { ...kustomization("apps", "a"), metadata: { name: "apps", generation: 2 } },
      { name: "in-progress", reason: "GenerationNotObserved", loop: { waitsFor: "controller" } },
    ],
    [
      "is failed at once though the status' own observedGeneration stays behind",
      flux(
        "GitRepository",
        "fleet",
        {},
        {
          observedGeneration: 1,
          conditions: [condition("Ready", "False", "GitOperationFailed", "couldn't find remote ref", 2)],
        },
        { generation: 2 },
      ),
      { name: "failed", reason: "GitOperationFailed" },
    ],
    [
      "is failed, in a cool-down until retryInterval after the failure",
      kustomization("apps", "a", {
        lastAttemptedRevision: revision("b"),
        conditions: [retrying, condition("Ready", "False", "BuildFailed", "boom")],
      }),
      {
        name: "failed",
        loop: { step: "wait", waitsFor: "cool-down", until: "2026-11-24T15:02:00Z", revision: revision("b") },
      },
    ],
    [
      "is stalled when its controller gave up, with what happened",
      flux(
        "HelmRelease",
        "web",
        {},
        {
          conditions: [
            condition("Stalled", "True", "RetriesExceeded", "Failed to upgrade after 2 attempt(s)"),
            condition("Ready", "False", "RollbackSucceeded", "rolled back"),
          ],
        },
      ),
      {
        name: "stalled",
        reason: "RetriesExceeded",
        message: "Failed to upgrade after 2 attempt(s): rolled back",
        loop: { waitsFor: "change" },
      },
    ],
    [
      "is not stalled when Stalled speaks of an earlier generation",
      flux(
        "HelmRelease",
        "web",
        {},
        {
          conditions: [
            condition("Stalled", "True", "RetriesExceeded", "x", 1),
            condition("Ready", "Unknown", "Progressing", "", 2),
          ],
        },
        { generation: 2 },
      ),
      { name: "in-progress" },
    ],
    [
      "is in progress while Ready is True and Reconciling too",
      kustomization("apps", "a", {
        conditions: [
          working(`Detecting drift for revision ${revision("b")} with a timeout of 30s`),
          condition("Ready", "True", "ReconciliationSucceeded"),
        ],
      }),
      { name: "in-progress", loop: { step: "check-cluster", revision: revision("b") } },
    ],
    [
      "waits for a health check until its time-out",
      kustomization("apps", "a", {
        conditions: [
          working(`Running health checks for revision ${revision("b")} with a timeout of 5m0s`),
          unknown,
        ],
      }),
      {
        name: "in-progress",
        loop: { step: "wait", waitsFor: "health-check", until: "2026-11-24T15:05:00Z" },
      },
    ],
    [
      "checks the source while it fetches",
      kustomization("apps", "a", {
        conditions: [
          working(`Fetching manifests for revision ${revision("b")} with a timeout of 30s`),
          unknown,
        ],
      }),
      { name: "in-progress", loop: { step: "check-source" } },
    ],
    [
      "only waits when a dependency is not ready",
      flux(
        "Kustomization",
        "apps",
        {},
        {
          observedGeneration: -1,
          conditions: [
            condition("Ready", "False", "DependencyNotReady", "dependency 'flux-system/infra' is not ready"),
          ],
        },
      ),
      { name: "in-progress", loop: { step: "wait", waitsFor: "dependency", object: "flux-system/infra" } },
    ],
    [
      "only waits when a newer revision ended its health check",
      kustomization("apps", "a", {
        conditions: [condition("Ready", "False", "HealthCheckCanceled", "New reconciliation triggered")],
      }),
      { name: "in-progress" },
    ],
    [
      "is in progress when no controller has reported",
      flux("Kustomization", "apps", {}, { observedGeneration: -1 }),
      { name: "in-progress", reason: "NotObserved", since: "2026-11-24T14:00:00Z" },
    ],
    [
      "is current for an Alert, which has no status",
      flux("Alert", "alerts", {}),
      { name: "current", reason: "Static" },
    ],
    [
      "is current for an OCI HelmRepository, which is not reconciled",
      flux("HelmRepository", "charts", { type: "oci" }),
      { name: "current" },
    ],
    [
      "is in progress for an HTTP HelmRepository without status",
      flux("HelmRepository", "charts", {}),
      { name: "in-progress" },
    ],
    [
      "is suspended by the Flux Operator's annotation",
      flux(
        "ResourceSet",
        "apps",
        {},
        {},
        { annotations: { "fluxcd.controlplane.io/reconcile": "disabled" } },
      ),
      { name: "suspended" },
    ],
    ["is current for a source with an artifact", gitRepository("a"), { name: "current" }],
  ];
  test.each(cases)("%s", (_, object, expected) => {
    expect(statusOf(object)).toMatchObject(expected);
  });
});

describe("the status of other objects", () => {
  const object = (apiVersion: string, kind: string, spec: object, status: object): KubeObject =>
    ({
      apiVersion,
      kind,
      metadata: { name: "web", namespace: "apps", generation: 2 },
      spec,
      status,
    }) as unknown as KubeObject;
  const rolled = {
    observedGeneration: 2,
    replicas: 2,
    updatedReplicas: 2,
    availableReplicas: 2,
    readyReplicas: 2,
  };
  const cases: readonly (readonly [string, KubeObject, object])[] = [
    [
      "a Deployment with all pods available is current",
      object("apps/v1", "Deployment", { replicas: 2 }, rolled),
      { name: "current" },
    ],
    [
      "a Deployment without available pods is rolling out",
      object("apps/v1", "Deployment", { replicas: 2 }, { ...rolled, availableReplicas: 1 }),
      { name: "in-progress", message: "1 of 2 pods are available" },
    ],
    [
      "a Deployment whose generation is not observed is in progress",
      object("apps/v1", "Deployment", { replicas: 2 }, { ...rolled, observedGeneration: 1 }),
      { name: "in-progress", reason: "GenerationNotObserved" },
    ],
    [
      "a Deployment past its progress deadline has failed",
      object(
        "apps/v1",
        "Deployment",
        {},
        {
          observedGeneration: 2,
          conditions: [
            { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "too slow" },
          ],
        },
      ),
      { name: "failed" },
    ],
    [
      "a Deployment with old pods left is in progress",
      object("apps/v1", "Deployment", { replicas: 1 }, rolled),
      { name: "in-progress", reason: "PendingTermination" },
    ],
    [
      "a StatefulSet between two revisions is in progress",
      object(
        "apps/v1",
        "StatefulSet",
        { replicas: 1 },
        {
          observedGeneration: 2,
          replicas: 1,
          readyReplicas: 1,
          currentReplicas: 1,
          currentRevision: "a",
          updateRevision: "b",
        },
      ),
      { name: "in-progress" },
    ],
    [
      "a DaemonSet on every node is current",
      object(
        "apps/v1",
        "DaemonSet",
        {},
        {
          observedGeneration: 2,
          desiredNumberScheduled: 1,
          currentNumberScheduled: 1,
          updatedNumberScheduled: 1,
          numberAvailable: 1,
          numberReady: 1,
        },
      ),
      { name: "current" },
    ],
    [
      "a failed Job has failed",
      object(
        "batch/v1",
        "Job",
        {},
        { conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "no" }] },
      ),
      { name: "failed" },
    ],
    [
      "a running Job is current",
      object("batch/v1", "Job", {}, { startTime: "2026-11-24T15:00:00Z" }),
      { name: "current" },
    ],
    [
      "a Pod in a crash loop has failed",
      object(
        "v1",
        "Pod",
        {},
        {
          phase: "Running",
          containerStatuses: [
            { name: "app", state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s" } } },
          ],
        },
      ),
      { name: "failed", message: "container app: back-off 5m0s" },
    ],
    [
      "a Pod whose image cannot be pulled is in progress and says so",
      object(
        "v1",
        "Pod",
        {},
        {
          phase: "Pending",
          containerStatuses: [{ name: "app", state: { waiting: { reason: "ImagePullBackOff" } } }],
        },
      ),
      { name: "in-progress", reason: "ImagePullBackOff" },
    ],
    [
      "a claim that is not bound is in progress",
      object("v1", "PersistentVolumeClaim", {}, { phase: "Pending" }),
      { name: "in-progress" },
    ],
    ["a ConfigMap is current as it is", object("v1", "ConfigMap", {}, {}), { name: "current" }],
    [
      "an established CRD is current",
      object(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        {},
        { conditions: [{ type: "Established", status: "True" }] },
      ),
      { name: "current" },
    ],
    [
      "a custom resource without conditions is current",
      object("example.com/v1", "Thing", {}, {}),
      { name: "current" },
    ],
    [
      "a custom resource that is not Ready is in progress",
      object(
        "example.com/v1",
        "Thing",
        {},
        { conditions: [{ type: "Ready", status: "False", reason: "No", message: "not yet" }] },
      ),
      { name: "in-progress" },
    ],
  ];
  test.each(cases)("%s", (_, given, expected) => {
    expect(statusOf(given)).toMatchObject(expected);
  });
});
