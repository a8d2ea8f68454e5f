import { ApiObject } from "cdk8s";
import { FleetApp, FluxSync, HelmApp, Kustomization } from "fluxwright";

/** A release that fails is tried again, instead of being left as it is. */
const retried = {
  install: { strategy: { name: "RetryOnFailure" } },
  upgrade: { strategy: { name: "RetryOnFailure" } },
} as const;

// `root` is where the output lies in the repository that Flux pulls: its paths begin there.
const app = new FleetApp({ root: "fleet" });
const home = app.cluster("home");

const { source: sourceRef } = new FluxSync(home, "flux-system", {
  git: { url: "https://github.com/example/fleet", ref: { branch: "main" } },
});

// What a Kustomization applies is written beside it: the path, the objects and the order are one thing.
const apps = home.directory("apps/home", { namespace: "podinfo" });
new ApiObject(apps, "namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: "podinfo" } });
new HelmApp(apps, "podinfo", {
  chart: "oci://ghcr.io/stefanprodan/charts/podinfo",
  version: "6.x",
  interval: "1h",
  ...retried,
  values: { replicaCount: 2 },
});

new Kustomization(home, "apps", {
  interval: "1h",
  retryInterval: "2m",
  timeout: "5m",
  sourceRef,
  path: apps,
  prune: true,
  wait: true,
});

app.synth();
