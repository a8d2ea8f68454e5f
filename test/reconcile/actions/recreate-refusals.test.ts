import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/objects/json.js";
import type { KubeObject } from "../../../src/objects/kube-object.js";
import { refusalOfObject, refusalOfOwner } from "../../../src/reconcile/actions/recreate-refusals.js";
import { commit, kustomization, ready } from "./fake-flux.js";

function object(
  apiVersion: string,
  kind: string,
  more: { metadata?: JsonObject; spec?: JsonObject } = {},
): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: { name: "web", namespace: "web", ...more.metadata },
    spec: more.spec ?? {},
  };
}

const part = { labels: { "app.kubernetes.io/part-of": "flux" } };

const objects: readonly (readonly [string, KubeObject, RegExp | undefined])[] = [
  ["a Deployment may be", object("apps/v1", "Deployment"), undefined],
  [
    "a Kustomization of kustomize may be, being none of Flux",
    object("kustomize.config.k8s.io/v1beta1", "Kustomization"),
    undefined,
  ],
  [
    "a Kustomization of Flux may not",
    object("kustomize.toolkit.fluxcd.io/v1", "Kustomization"),
    /object of Flux/,
  ],
  ["a source may not", object("source.toolkit.fluxcd.io/v1", "GitRepository"), /object of Flux/],
  ["a FluxInstance may not", object("fluxcd.controlplane.io/v1", "FluxInstance"), /object of Flux/],
  ["a Namespace may not", object("v1", "Namespace"), /everything in it/],
  [
    "a CustomResourceDefinition may not",
    object("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
    /every object of its kind/,
  ],
  ["a volume may not", object("v1", "PersistentVolume"), /data/],
  ["a claim may not", object("v1", "PersistentVolumeClaim"), /data/],
  ["a StatefulSet may be, its claims stay", object("apps/v1", "StatefulSet"), undefined],
  [
    "a StatefulSet that deletes its claims may not",
    object("apps/v1", "StatefulSet", {
      spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } },
    }),
    /claims/,
  ],
  [
    "a controller of Flux may not: it would have to bring itself back",
    object("apps/v1", "Deployment", { metadata: part }),
    /part of Flux/,
  ],
  [
    "what is being deleted may not",
    object("apps/v1", "Deployment", { metadata: { deletionTimestamp: "2026-11-24T15:00:00Z" } }),
    /already/,
  ],
  [
    "what Flux is told to leave alone may not",
    object("apps/v1", "Deployment", {
      metadata: { annotations: { "kustomize.toolkit.fluxcd.io/reconcile": "disabled" } },
    }),
    /leave it alone/,
  ],
  [
    "what Flux is told to ignore may not",
    object("apps/v1", "Deployment", {
      metadata: { annotations: { "kustomize.toolkit.fluxcd.io/ssa": "Ignore" } },
    }),
    /leave it alone/,
  ],
  [
    "what Flux applies once may be",
    object("apps/v1", "Deployment", {
      metadata: { annotations: { "kustomize.toolkit.fluxcd.io/ssa": "IfNotPresent" } },
    }),
    undefined,
  ],
];

const applied = commit("a");
const failing = (reason: string, message: string): KubeObject =>
  kustomization(applied, {}, { conditions: [ready("False", reason, message)] });

function release(spec: JsonObject): KubeObject {
  const status = { observedGeneration: 1, conditions: [ready("True", "UpgradeSucceeded")] };
  return {
    ...object("helm.toolkit.fluxcd.io/v2", "HelmRelease", { metadata: { generation: 1 }, spec }),
    status,
  };
}

const owners: readonly (readonly [string, KubeObject, RegExp | undefined])[] = [
  ["that is Ready", kustomization(applied), undefined],
  ["that is suspended", kustomization(applied, { suspend: true }), /suspended/],
  [
    "that applies to another cluster",
    kustomization(applied, { kubeConfig: { secretRef: { name: "remote" } } }),
    /another cluster/,
  ],
  ["that cannot build", failing("BuildFailed", "MalformedYAMLError"), /failed \(BuildFailed\)/],
  [
    "that waits for a dependency",
    failing("DependencyNotReady", "dependency 'flux-system/infra' is not ready"),
    /in-progress/,
  ],
  [
    "that stumbles over a field that cannot change",
    failing("ReconciliationFailed", "Deployment/web/web dry-run failed: spec.selector: field is immutable"),
    undefined,
  ],
  ["that only finds it unhealthy", failing("HealthCheckFailed", "health check failed after 30s"), undefined],
  ["a release that notices no drift", release({}), /driftDetection/],
  ["a release that corrects drift", release({ driftDetection: { mode: "enabled" } }), undefined],
];

describe("refusalOfObject", () => {
  it.each(objects)("%s", (_, subject, expected) => {
    const refusal = refusalOfObject(subject);
    if (expected === undefined) expect(refusal).toBeUndefined();
    else expect(refusal?.why).toMatch(expected);
  });
});

describe("refusalOfOwner", () => {
  it.each(owners)("of an owner %s", (_, owner, expected) => {
    const refusal = refusalOfOwner(owner);
    if (expected === undefined) expect(refusal).toBeUndefined();
    else expect(refusal?.why).toMatch(expected);
  });
});
