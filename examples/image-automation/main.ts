import { ApiObject } from "cdk8s";
import { FleetApp, FluxSync, HelmRelease, ImageAutomation, Kustomization, OCIRepository } from "fluxwright";

const app = new FleetApp({ root: "fleet" });
const cluster = app.cluster("production");

const { source } = new FluxSync(cluster, "flux-system", {
  git: {
    url: "ssh://git@github.com/acme/fleet",
    ref: { branch: "main" },
    secretRef: { name: "flux-system" },
  },
});

const apps = cluster.directory("apps/production", { namespace: "podinfo" });

new ApiObject(apps, "namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: "podinfo" } });

const images = new ImageAutomation(cluster, "images", {
  interval: "10m",
  sourceRef: source,
  branch: "main",
  pushBranch: "image-updates",
  path: apps,
  author: { name: "Flux", email: "flux@example.com" },
  images: {
    podinfo: { image: "ghcr.io/stefanprodan/podinfo", policy: { semver: { range: "6.x" } } },
  },
});

const chart = new OCIRepository(apps, "podinfo", {
  interval: "1h",
  url: "oci://ghcr.io/stefanprodan/charts/podinfo",
  ref: { semver: "6.x" },
  layerSelector: { mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip", operation: "copy" },
});
new HelmRelease(apps, "podinfo", {
  interval: "30m",
  chartRef: chart,
  values: {
    // Flux commits newer tags into the YAML; synth reads them back, so neither undoes the other's work.
    image: { tag: images.tag("podinfo", "6.5.0") },
  },
});

new Kustomization(cluster, "apps", {
  interval: "30m",
  retryInterval: "1m",
  timeout: "3m",
  sourceRef: source,
  path: apps,
  prune: true,
  wait: true,
});

app.synth();
