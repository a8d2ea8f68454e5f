import { Chart } from "cdk8s";
import {
  FleetApp,
  FluxSync,
  GitRepository,
  HelmApp,
  HelmRepository,
  ImageAutomation,
  Kustomization,
  Tenant,
} from "fluxwright";
import { synthDiagnostics, synthFiles, synthObjects } from "fluxwright/testing";
import { describe, expect, it } from "vitest";

const names = (app: FleetApp) =>
  synthObjects(app).map(({ kind, metadata }) => `${kind}/${metadata.namespace ?? ""}/${metadata.name}`);
const errorsOf = (app: FleetApp) => synthDiagnostics(app).filter(({ severity }) => severity === "error");

describe("FluxSync", () => {
  it("is a source and the root Kustomization at the path of its cluster", () => {
    const app = new FleetApp({ root: "fleet" });
    const sync = new FluxSync(app.cluster("prod"), "flux-system", {
      git: { url: "https://github.com/acme/fleet", ref: { branch: "main" } },
    });
    expect(names(app)).toEqual([
      "GitRepository/flux-system/flux-system",
      "Kustomization/flux-system/flux-system",
    ]);
    expect(synthObjects(app)[1]?.spec).toMatchObject({
      path: "./fleet/clusters/prod",
      sourceRef: { kind: "GitRepository" },
    });
    expect(sync.source.ref).toMatchObject({ kind: "GitRepository", name: "flux-system" });
  });

  it("takes an OCI artifact too", () => {
    const app = new FleetApp();
    new FluxSync(app.cluster("prod"), "flux-system", {
      oci: { url: "oci://ghcr.io/acme/fleet", ref: { tag: "stable" } },
    });
    expect(synthObjects(app)[1]?.spec).toMatchObject({
      sourceRef: { kind: "OCIRepository", name: "flux-system" },
    });
  });

  it("can be a FluxInstance, whose source other Kustomizations take", () => {
    const app = new FleetApp();
    const prod = app.cluster("prod");
    const sync = new FluxSync(prod, "flux-system", {
      instance: {
        distribution: { version: "2.9.x", registry: "ghcr.io/fluxcd" },
        sync: { kind: "GitRepository", url: "https://github.com/acme/fleet", ref: "refs/heads/main" },
      },
    });
    const apps = prod.directory("apps");
    new GitRepository(apps, "other", {
      metadata: { namespace: "flux-system" },
      interval: "1m",
      url: "https://github.com/acme/other",
    });
    new Kustomization(prod, "apps", { interval: "10m", prune: true, sourceRef: sync.source, path: apps });
    expect(names(app)).toContain("FluxInstance/flux-system/flux");
    expect(synthObjects(prod)[0]?.spec).toMatchObject({ sync: { path: "clusters/prod" } });
    expect(errorsOf(app)).toEqual([]);
  });

  it("belongs in a cluster", () => {
    expect(
      () =>
        new FluxSync(new Chart(new FleetApp(), "plain"), "x", {
          git: { url: "https://github.com/acme/fleet" },
        }),
    ).toThrow("must be in a cluster");
  });
});

describe("HelmApp", () => {
  it.each([
    ["6.5.0", { tag: "6.5.0" }],
    ["v1.16.2", { tag: "v1.16.2" }],
    ["6.x", { semver: "6.x" }],
    [">=6.0.0 <7.0.0", { semver: ">=6.0.0 <7.0.0" }],
  ])("takes the version %s of a chart in a registry", (version, ref) => {
    const app = new FleetApp();
    new HelmApp(app.cluster("prod"), "podinfo", {
      chart: "oci://ghcr.io/stefanprodan/charts/podinfo",
      version,
      interval: "10m",
    });
    expect(names(app)).toEqual(["OCIRepository/flux-system/podinfo", "HelmRelease/flux-system/podinfo"]);
    expect(synthObjects(app)[0]?.spec).toMatchObject({ ref, layerSelector: { operation: "copy" } });
    expect(synthObjects(app)[1]?.spec).toEqual({
      interval: "10m",
      chartRef: { kind: "OCIRepository", name: "podinfo" },
    });
  });

  it("takes a chart of a repository, its own or a shared one, and can be depended on", () => {
    const app = new FleetApp();
    const prod = app.cluster("prod");
    const shared = new HelmRepository(prod, "jetstack", {
      interval: "24h",
      url: "https://charts.jetstack.io",
    });
    const certs = new HelmApp(prod, "cert-manager", {
      chart: { name: "cert-manager", repository: shared },
      version: "1.x",
      interval: "1h",
    });
    new HelmApp(prod, "ingress", {
      chart: { name: "ingress-nginx", repository: "https://kubernetes.github.io/ingress-nginx" },
      version: "4.x",
      interval: "1h",
      dependsOn: [certs],
    });
    expect(names(app)).toEqual([
      "HelmRepository/flux-system/jetstack",
      "HelmRelease/flux-system/cert-manager",
      "HelmRepository/flux-system/ingress",
      "HelmRelease/flux-system/ingress",
    ]);
    expect(synthObjects(app)[3]?.spec).toMatchObject({ dependsOn: [{ name: "cert-manager" }] });
    expect(errorsOf(app)).toEqual([]);
  });
});

describe("Tenant", () => {
  it("has its rights in each of its namespaces, and applies as its own account", () => {
    const app = new FleetApp({ profile: { lockdown: true } });
    new Tenant(app.cluster("prod"), "team", {
      namespaces: ["shop", "jobs"],
      sync: { git: { url: "https://github.com/acme/team", ref: { branch: "main" } }, path: "./deploy" },
    });
    expect(names(app)).toEqual([
      "Namespace//shop",
      "Namespace//jobs",
      "ServiceAccount/shop/team",
      "RoleBinding/shop/team-reconciler",
      "RoleBinding/jobs/team-reconciler",
      "GitRepository/shop/team",
      "Kustomization/shop/team",
    ]);
    expect(synthObjects(app)[6]?.spec).toEqual({
      interval: "10m",
      sourceRef: { kind: "GitRepository", name: "team" },
      prune: true,
      serviceAccountName: "team",
      path: "./deploy",
    });
    expect(errorsOf(app)).toEqual([]);
  });

  it("with one namespace puts everything there", () => {
    const app = new FleetApp();
    new Tenant(app.cluster("prod"), "team", { sync: { oci: { url: "oci://ghcr.io/acme/team" } } });
    expect(synthObjects(app).at(-1)?.spec).toMatchObject({ targetNamespace: "team" });
  });
});

describe("ImageAutomation", () => {
  it("watches images and marks where their tags go", () => {
    const app = new FleetApp();
    const prod = app.cluster("prod");
    const { source } = new FluxSync(prod, "flux-system", {
      git: { url: "https://github.com/acme/fleet", ref: { branch: "main" } },
    });
    const images = new ImageAutomation(prod, "images", {
      interval: "10m",
      sourceRef: source,
      branch: "main",
      author: { name: "Flux", email: "flux@example.com" },
      images: { podinfo: { image: "ghcr.io/stefanprodan/podinfo", policy: { semver: { range: "6.x" } } } },
    });
    new HelmApp(prod, "podinfo", {
      chart: "oci://ghcr.io/stefanprodan/charts/podinfo",
      version: "6.x",
      interval: "10m",
      values: { image: { tag: images.tag("podinfo", "6.5.0") } },
    });
    expect(names(app)).toContain("ImagePolicy/flux-system/podinfo");
    expect(synthFiles(app)["clusters/prod/prod.yaml"]).toContain(
      'tag: "6.5.0" # {"$imagepolicy": "flux-system:podinfo:tag"}',
    );
    // @ts-expect-error only images that are watched have tags
    expect(() => images.tag("other", "1")).toThrow();
    expect(errorsOf(app)).toEqual([]);
  });
});
