import { ApiObject, Chart } from "cdk8s";
import { Construct } from "constructs";
import type { Cluster } from "fluxwright";
import {
  Alert,
  ExternalArtifact,
  external,
  FleetApp,
  FluxObject,
  Folder,
  GitRepository,
  HelmRelease,
  Kustomization,
  OCIRepository,
  Provider,
  Receiver,
  ResourceSet,
} from "fluxwright";
import { synthObjects } from "fluxwright/testing";
import { beforeEach, describe, expect, it } from "vitest";

let app: FleetApp;
let prod: Cluster;
beforeEach(() => {
  app = new FleetApp();
  prod = app.cluster("prod");
});

const git = { interval: "1m", url: "https://github.com/acme/apps" } as const;
const apply = { interval: "10m", prune: true, path: "./apps" } as const;

/** The spec of the last object that was created. */
function lastSpec(): unknown {
  return synthObjects(app).at(-1)?.spec;
}

describe("an object of Flux", () => {
  it("takes its fields flat beside metadata, and its apiVersion from the kind", () => {
    new GitRepository(prod, "apps", { metadata: { labels: { team: "web" } }, ...git });
    expect(synthObjects(app)).toEqual([
      {
        apiVersion: "source.toolkit.fluxcd.io/v1",
        kind: "GitRepository",
        metadata: { name: "apps", namespace: "flux-system", labels: { team: "web" } },
        spec: git,
      },
    ]);
  });

  it.each([
    [
      "is named as its id, without a hash",
      (scope: Construct) => new GitRepository(scope, "apps", git),
      "flux-system/apps",
    ],
    [
      "is named as its metadata says, if that does",
      (scope: Construct) => new GitRepository(scope, "x", { metadata: { name: "apps" }, ...git }),
      "flux-system/apps",
    ],
    [
      "is named as its id alone when constructs are around it",
      (scope: Construct) => new GitRepository(new Construct(scope, "group"), "apps", git),
      "flux-system/apps",
    ],
    [
      "has the namespace of the nearest chart that has one",
      (scope: Construct) =>
        new GitRepository(new Chart(new Chart(scope, "a", { namespace: "team" }), "b"), "apps", git),
      "team/apps",
    ],
    [
      "has the namespace that its metadata says",
      (scope: Construct) => new GitRepository(scope, "apps", { metadata: { namespace: "team" }, ...git }),
      "team/apps",
    ],
  ])("%s", (_what, create, expected) => {
    const { ref, name, metadata } = create(prod);
    expect([`${ref.namespace}/${ref.name}`, `${metadata.namespace}/${name}`]).toEqual([expected, expected]);
  });

  it("may share its id with an object of another kind, as is usual in Flux", () => {
    const repo = new GitRepository(prod, "apps", git);
    new Kustomization(prod, "apps", { ...apply, sourceRef: repo });
    expect(synthObjects(app).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "GitRepository apps",
      "Kustomization apps",
    ]);
  });

  it("refuses a dependency that Flux would not see", () => {
    const repo = new GitRepository(prod, "apps", git);
    expect(() => repo.addDependency()).toThrow("dependsOn");
  });

  it("is told from other objects by instanceof", () => {
    const repo = new GitRepository(prod, "apps", git);
    const other = new ApiObject(prod, "other", { apiVersion: "v1", kind: "ConfigMap" });
    expect([repo, other].map((object) => object instanceof FluxObject)).toEqual([true, false]);
    expect(repo instanceof Kustomization).toBe(false);
    expect([prod, new Chart(prod, "plain")].map((chart) => chart instanceof Folder)).toEqual([true, false]);
  });
});

describe("a reference", () => {
  it("names kind and name of a construct in the same namespace", () => {
    const repo = new GitRepository(prod, "apps", git);
    new Kustomization(prod, "web", { ...apply, sourceRef: repo });
    expect(lastSpec()).toEqual({ ...apply, sourceRef: { kind: "GitRepository", name: "apps" } });
  });

  it("names the namespace of a construct in another one", () => {
    const repo = new GitRepository(prod, "apps", git);
    new Kustomization(prod, "web", { metadata: { namespace: "team" }, ...apply, sourceRef: repo });
    expect(lastSpec()).toMatchObject({
      sourceRef: { kind: "GitRepository", name: "apps", namespace: "flux-system" },
    });
  });

  it("keeps the fields that stand beside the construct", () => {
    const infra = new Kustomization(prod, "infra", {
      ...apply,
      sourceRef: { kind: "GitRepository", name: "apps" },
    });
    new Kustomization(prod, "web", {
      ...apply,
      sourceRef: { kind: "GitRepository", name: "apps" },
      dependsOn: [infra, { ref: infra, readyExpr: "true" }, { name: "plain" }],
    });
    expect(lastSpec()).toMatchObject({
      dependsOn: [{ name: "infra" }, { name: "infra", readyExpr: "true" }, { name: "plain" }],
    });
  });

  it("is the bare name where Flux wants that", () => {
    const account = external({ kind: "ServiceAccount", name: "deployer" });
    new Kustomization(prod, "web", {
      ...apply,
      sourceRef: { kind: "Bucket", name: "b" },
      serviceAccountName: account,
    });
    expect(lastSpec()).toMatchObject({ serviceAccountName: "deployer" });
  });

  it("is found at any depth of the spec", () => {
    const chart = new OCIRepository(prod, "podinfo", {
      interval: "1m",
      url: "oci://ghcr.io/stefanprodan/charts/podinfo",
    });
    const values = external({ kind: "Secret", name: "values" });
    new HelmRelease(prod, "podinfo", {
      interval: "1m",
      chartRef: chart,
      valuesFrom: [{ ref: values, valuesKey: "v.yaml" }],
    });
    expect(lastSpec()).toMatchObject({
      chartRef: { kind: "OCIRepository", name: "podinfo" },
      valuesFrom: [{ kind: "Secret", name: "values", valuesKey: "v.yaml" }],
    });
  });

  it("names the apiVersion where the field takes any kind", () => {
    const repo = new GitRepository(prod, "apps", git);
    new ResourceSet(prod, "set", { dependsOn: [{ ref: repo, ready: true }], resources: [] });
    expect(lastSpec()).toMatchObject({
      dependsOn: [
        { apiVersion: "source.toolkit.fluxcd.io/v1", kind: "GitRepository", name: "apps", ready: true },
      ],
    });
  });

  it("names kinds in lists of subjects", () => {
    const repo = new GitRepository(prod, "apps", git);
    const provider = new Provider(prod, "chat", { type: "slack", secretRef: { name: "token" } });
    new Receiver(prod, "hook", { type: "github", secretRef: { name: "hook" }, resources: [repo] });
    new Alert(prod, "alert", {
      providerRef: provider,
      eventSources: [repo, { kind: "HelmRelease", name: "*" }],
    });
    expect(lastSpec()).toEqual({
      providerRef: { name: "chat" },
      eventSources: [
        { kind: "GitRepository", name: "apps" },
        { kind: "HelmRelease", name: "*" },
      ],
    });
  });

  it("leaves the program's own data as it was", () => {
    const repo = new GitRepository(prod, "apps", git);
    const props = {
      ...apply,
      sourceRef: repo,
      dependsOn: [external({ kind: "Kustomization", name: "other" })],
    };
    new Kustomization(prod, "web", props);
    expect(props.sourceRef).toBe(repo);
    expect(props.dependsOn[0]?.ref.name).toBe("other");
  });

  it("to something external is remembered with the namespace that it means", () => {
    const artifact = new ExternalArtifact(prod, "built", {
      sourceRef: { apiVersion: "example.com/v1", kind: "Builder", name: "b" },
    });
    const web = new Kustomization(prod, "web", {
      ...apply,
      sourceRef: external({ kind: "Bucket", name: "b" }),
    });
    expect(artifact.externals).toEqual([]);
    expect(web.externals).toEqual([
      { group: "source.toolkit.fluxcd.io", kind: "Bucket", name: "b", namespace: "flux-system" },
    ]);
  });
});

describe("types refuse", () => {
  it("what Flux would refuse", () => {
    const repo = new GitRepository(prod, "apps", git);
    const chart = new OCIRepository(prod, "chart", { interval: "1m", url: "oci://example.com/chart" });
    const ofBucket = { spec: { chart: "x", sourceRef: { kind: "Bucket", name: "b" } } } as const;
    const refused = [
      // @ts-expect-error a chart is no source of a chart's repository
      () => new HelmRelease(prod, "a", { interval: "1m", chartRef: repo }),
      // @ts-expect-error a Kustomization depends on Kustomizations
      () => new Kustomization(prod, "b", { ...apply, sourceRef: repo, dependsOn: [chart] }),
      // @ts-expect-error a duration has no such unit
      () => new Kustomization(prod, "c", { ...apply, interval: "5 minutes", sourceRef: repo }),
      // @ts-expect-error prune is required
      () => new Kustomization(prod, "d", { interval: "5m", sourceRef: repo }),
      // @ts-expect-error a field of an earlier API
      () => new Kustomization(prod, "e", { ...apply, sourceRef: repo, validation: "client" }),
      // @ts-expect-error chart or chartRef, not both
      () => new HelmRelease(prod, "f", { interval: "1m", chartRef: chart, chart: ofBucket }),
    ];
    expect(refused).toHaveLength(6);
  });
});
