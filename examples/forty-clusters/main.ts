import type { Directory } from "fluxwright";
import { FleetApp, FluxSync, HelmApp, Kustomization } from "fluxwright";
import type { Store } from "./stores.js";
import { stores } from "./stores.js";

const app = new FleetApp({ layout: "folder" });

/** What runs in every store, in the size that the store needs. */
function checkout(directory: Directory, { lanes, country, wave }: Store): void {
  new HelmApp(directory, "checkout", {
    chart: "oci://ghcr.io/acme/charts/checkout",
    version: wave === "canary" ? ">=2.0.0-0 <3.0.0" : "2.x",
    interval: "15m",
    install: { createNamespace: true, strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
    upgrade: { strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
    targetNamespace: "checkout",
    values: { replicas: Math.ceil(lanes / 4), locale: { country } },
  });
}

for (const store of stores) {
  const cluster = app.cluster(store.name, { path: `clusters/${store.name}` });
  const { source } = new FluxSync(cluster, "flux-system", {
    oci: { url: "oci://ghcr.io/acme/fleet", ref: { tag: store.wave }, interval: "5m" },
  });
  const apps = cluster.directory(`apps/${store.name}`, { namespace: "flux-system" });
  checkout(apps, store);
  new Kustomization(cluster, "apps", {
    interval: "30m",
    retryInterval: "2m",
    timeout: "10m",
    sourceRef: source,
    path: apps,
    prune: true,
    wait: true,
  });
}

app.synth();
