import { describe, expect, test } from "vitest";
import { classifyFailure, failureClasses } from "../../src/flux/failures.js";
import type { FluxKind } from "../../src/flux/kinds.js";
import { formatRef } from "../../src/objects/object-ref.js";
import { createClusterView } from "../../src/reconcile/cluster-view.js";
import { explain } from "../../src/reconcile/explain.js";
import { nextSteps } from "../../src/reconcile/next-step.js";
import { condition, flux, gitRepository, kustomization, revision } from "./flux-objects.js";

const dependsOn = (name: string) => ({ dependsOn: [{ name }] });
const waitsFor = (name: string) => ({
  conditions: [
    condition("Ready", "False", "DependencyNotReady", `dependency 'flux-system/${name}' is not ready`),
  ],
});
const broken = {
  lastAttemptedRevision: revision("b"),
  conditions: [
    condition(
      "Ready",
      "False",
      "BuildFailed",
      "failed to decode Kubernetes YAML from /tmp/x/a.yaml: MalformedYAMLError: yaml: line 2",
    ),
  ],
};

describe("the explanation", () => {
  test("is empty when all is current", () => {
    expect(explain(createClusterView([gitRepository("a"), kustomization("apps", "a")]))).toEqual([]);
  });

  test("collapses everything that only waits under the first cause", () => {
    const view = createClusterView([
      gitRepository("b"),
      kustomization("crds", "a", broken),
      kustomization("infra", "a", waitsFor("crds"), dependsOn("crds")),
      kustomization("apps", "a", waitsFor("infra"), dependsOn("infra")),
      kustomization("other", "b"),
    ]);
    const [cause, ...rest] = explain(view);
    expect(rest).toEqual([]);
    expect(formatRef(cause!.ref)).toBe("Kustomization/flux-system/crds");
    expect(cause!.failure?.id).toBe("malformed-yaml");
    expect(cause!.waiting.map(({ ref }) => ref.name).sort()).toEqual(["apps", "infra"]);
  });

  test("finds the source behind a Kustomization that still says Ready", () => {
    const failing = gitRepository("a", {
      conditions: [
        condition("Ready", "False", "GitOperationFailed", 'couldn\'t find remote ref "refs/heads/gone"'),
      ],
    });
    const [cause] = explain(createClusterView([failing, kustomization("apps", "a")]));
    expect(cause).toMatchObject({ ref: { kind: "GitRepository" }, failure: { id: "git-reference" } });
    expect(cause!.waiting.map(({ ref }) => ref.name)).toEqual(["apps"]);
  });

  test("walks from a release through its chart to the chart's source", () => {
    const failing = gitRepository("a", {
      conditions: [condition("Ready", "False", "GitOperationFailed", "authentication required")],
    });
    const chart = flux(
      "HelmChart",
      "apps-web",
      { sourceRef: { kind: "GitRepository", name: "fleet" } },
      { conditions: [condition("Ready", "False", "SourceNotReady", "no artifact")] },
    );
    const release = flux(
      "HelmRelease",
      "web",
      {},
      {
        helmChart: "flux-system/apps-web",
        conditions: [
          condition("Ready", "False", "SourceNotReady", "HelmChart 'flux-system/apps-web' is not ready"),
        ],
      },
    );
    const causes = explain(createClusterView([failing, chart, release]));
    expect(causes.map(({ ref }) => formatRef(ref))).toEqual(["GitRepository/flux-system/fleet"]);
    expect(causes[0]!.failure?.id).toBe("git-authentication");
  });

  test("names the circle of dependencies that wait for each other", () => {
    const view = createClusterView([
      gitRepository("a"),
      kustomization("a", "a", waitsFor("b"), dependsOn("b")),
      kustomization("b", "a", waitsFor("a"), dependsOn("a")),
    ]);
    const [cause, ...rest] = explain(view);
    expect(rest).toEqual([]);
    expect(cause!.cycle?.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(nextSteps(cause!)[0]?.what).toContain("Break the circle");
  });

  test("names a Kustomization that says Ready but has not taken up what its source holds", () => {
    const [cause] = explain(createClusterView([gitRepository("b"), kustomization("apps", "a")]));
    expect(cause).toMatchObject({ ref: { name: "apps" }, status: { reason: "Behind" } });
    expect(nextSteps(cause!)[0]?.what).toContain("kustomize-controller");
  });

  test("ends at a dependency that does not exist", () => {
    const [cause] = explain(
      createClusterView([
        gitRepository("a"),
        kustomization("apps", "a", waitsFor("gone"), dependsOn("gone")),
      ]),
    );
    expect(cause).toMatchObject({ ref: { name: "gone" }, status: { name: "missing" } });
  });

  test("ends at the workload that a health check names", () => {
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", namespace: "apps", generation: 1 },
      spec: {},
      status: { observedGeneration: 1 },
    };
    const unhealthy = kustomization("apps", "a", {
      inventory: { entries: [{ id: "apps_web_apps_Deployment", v: "v1" }] },
      conditions: [
        condition(
          "Ready",
          "False",
          "HealthCheckFailed",
          "health check failed after 30s: timeout waiting for: [Deployment/apps/web status: 'InProgress']",
        ),
      ],
    });
    const [cause] = explain(createClusterView([gitRepository("a"), unhealthy, deployment]));
    expect(cause).toMatchObject({
      ref: { kind: "Deployment", name: "web" },
      waiting: [{ ref: { name: "apps" }, relation: "inventory" }],
    });
  });

  test("says who suspended what others wait for", () => {
    const view = createClusterView([
      gitRepository("a"),
      kustomization("infra", "a", {}, { suspend: true }),
      kustomization("apps", "a", waitsFor("infra"), dependsOn("infra")),
    ]);
    const [cause] = explain(view);
    expect(cause).toMatchObject({ ref: { name: "infra" }, status: { name: "suspended" } });
    expect(nextSteps(cause!)[0]?.command).toBe("fluxwright resume kustomization infra -n flux-system");
  });
});

describe("the class of a failure", () => {
  const cases: readonly (readonly [
    id: string,
    kind: FluxKind,
    reason: string,
    message: string,
    type?: string,
  ])[] = [
    [
      "source-missing",
      "Kustomization",
      "ArtifactFailed",
      'GitRepository.source.toolkit.fluxcd.io "x" not found',
    ],
    ["source-not-fetched", "Kustomization", "ArtifactFailed", "Source artifact not found, retrying in 30s"],
    [
      "source-not-fetched",
      "HelmRelease",
      "SourceNotReady",
      "HelmChart 'a/b' is not ready: does not have an artifact",
    ],
    [
      "git-authentication",
      "GitRepository",
      "GitOperationFailed",
      "failed to checkout and determine revision: unable to clone: authentication required",
    ],
    [
      "git-authentication",
      "GitRepository",
      "AuthenticationFailed",
      'failed to configure authentication options: secrets "x" not found',
    ],
    ["git-reference", "GitRepository", "GitOperationFailed", 'couldn\'t find remote ref "refs/heads/nosuch"'],
    ["git-network", "GitRepository", "GitOperationFailed", "dial tcp 10.0.0.1:443: i/o timeout"],
    [
      "oci-pull",
      "OCIRepository",
      "OCIArtifactPullFailed",
      "failed to determine artifact digest: MANIFEST_UNKNOWN",
    ],
    ["source-invalid", "GitRepository", "URLInvalid", "parse error", "Stalled"],
    ["verification", "OCIRepository", "VerificationError", "no matching signatures", "Ready"],
    ["chart-pull", "HelmChart", "ChartPullError", "no 'x' chart with version matching '9.9.9' found"],
    [
      "chart-reference",
      "HelmChart",
      "InvalidChartReference",
      "invalid chart reference: stat /tmp/x: no such file or directory",
    ],
    [
      "path-not-found",
      "Kustomization",
      "ArtifactFailed",
      "kustomization path not found: stat /tmp/k/apps: no such file or directory",
    ],
    [
      "malformed-yaml",
      "Kustomization",
      "BuildFailed",
      "failed to decode Kubernetes YAML from /tmp/a.yaml: MalformedYAMLError: yaml: line 2",
    ],
    [
      "kustomize-build",
      "Kustomization",
      "BuildFailed",
      "kustomize build failed: accumulating resources: no matches for Id",
    ],
    [
      "substitution",
      "Kustomization",
      "BuildFailed",
      "envsubst error: variable substitution failed: variable not set (strict mode)",
    ],
    ["decryption", "Kustomization", "BuildFailed", "cannot get sops decryption Secret 'flux-system/sops'"],
    ["dependency", "Kustomization", "DependencyNotReady", "dependency 'flux-system/a' is not ready"],
    [
      "crd-missing",
      "Kustomization",
      "ReconciliationFailed",
      'no matches for kind "Certificate" in version "cert-manager.io/v1"',
    ],
    [
      "immutable-field",
      "Kustomization",
      "ReconciliationFailed",
      "Deployment/a/b dry-run failed (Invalid): spec.selector: field is immutable",
    ],
    [
      "admission-denied",
      "Kustomization",
      "ReconciliationFailed",
      'dry-run failed (Forbidden): admission webhook "x" denied the request',
    ],
    [
      "permission",
      "Kustomization",
      "ReconciliationFailed",
      'configmaps is forbidden: User "system:serviceaccount:a:b" cannot create resource',
    ],
    ["namespace-or-quota", "Kustomization", "ReconciliationFailed", 'namespaces "apps" not found'],
    [
      "apply-conflict",
      "Kustomization",
      "ReconciliationFailed",
      'Apply failed with 1 conflict: conflict with "helm"',
    ],
    [
      "invalid-object",
      "Kustomization",
      "ReconciliationFailed",
      "Deployment/a/b dry-run failed: failed to create typed patch object",
    ],
    ["prune", "Kustomization", "PruneFailed", "delete failed"],
    [
      "health-check",
      "Kustomization",
      "HealthCheckFailed",
      "timeout waiting for: [Deployment/a/b status: 'InProgress']",
    ],
    [
      "health-canceled",
      "Kustomization",
      "HealthCheckCanceled",
      "New reconciliation triggered by GitRepository/flux-system/fleet",
    ],
    [
      "helm-values",
      "HelmRelease",
      "ValuesError",
      "could not resolve ConfigMap chart values reference 'a/b' with key 'values.yaml'",
    ],
    [
      "helm-action",
      "HelmRelease",
      "UpgradeFailed",
      "Helm upgrade failed for release default/hello: execution error",
    ],
    [
      "helm-retries-exhausted",
      "HelmRelease",
      "RetriesExceeded",
      "Failed to upgrade after 2 attempt(s)",
      "Stalled",
    ],
    ["helm-rolled-back", "HelmRelease", "RollbackSucceeded", "Helm rollback to previous release succeeded"],
    [
      "helm-pending",
      "HelmRelease",
      "InstallFailed",
      "another operation (install/upgrade/rollback) is in progress",
    ],
    ["helm-test", "HelmRelease", "TestFailed", "test failed"],
    ["helm-drift", "HelmRelease", "DriftDetected", "Deployment/a/b changed", "Drifted"],
    [
      "access-denied",
      "Kustomization",
      "AccessDenied",
      "cross-namespace references have been blocked",
      "Stalled",
    ],
    ["cel-invalid", "Kustomization", "InvalidCELExpression", "failed to parse", "Stalled"],
    ["image", "ImagePolicy", "VersionListFailed", "no image found"],
    ["helm-index", "HelmRepository", "FetchFailed", "failed to fetch index"],
  ];
  const named = cases.map(([id, kind, reason, message, type = "Ready"]) => ({
    id,
    kind,
    reason,
    message,
    type,
  }));
  test.each(named)("is $id for a $kind with $reason: $message", ({ id, kind, reason, message, type }) => {
    const status = type === "Ready" ? "False" : "True";
    const match = classifyFailure({ kind, conditions: [{ type, status, reason, message }] });
    expect(match?.failure.id).toBe(id);
  });

  test("has a name for each class that is told only once", () => {
    const ids = failureClasses.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("is none for conditions that hold", () => {
    expect(
      classifyFailure({
        kind: "ImagePolicy",
        conditions: [{ type: "Ready", status: "True", reason: "Succeeded", message: "" }],
      }),
    ).toBeUndefined();
  });
});
