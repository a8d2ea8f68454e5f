import { ApiObject } from "cdk8s";
import type { Cluster, Directory } from "fluxwright";
import { FleetApp, FluxSync, HelmApp, Kustomization } from "fluxwright";

/** What differs between the clusters. A new cluster is a new line. */
const clusters = [
  { name: "staging", version: ">=6.0.0-alpha <7.0.0", replicas: 1 },
  { name: "production", version: "6.x", replicas: 3 },
] as const;

/** A release that fails is tried again, instead of being left as it is. */
const retried = {
  install: { strategy: { name: "RetryOnFailure" } },
  upgrade: { strategy: { name: "RetryOnFailure" } },
} as const;

// `root` is where the output lies in the repository that Flux pulls: its paths begin there.
const app = new FleetApp({ root: "fleet" });

for (const { name, version, replicas } of clusters) {
  const cluster: Cluster = app.cluster(name);
  const { source: sourceRef } = new FluxSync(cluster, "flux-system", {
    git: { url: "https://github.com/example/fleet", ref: { branch: "main" } },
  });
  const layer = {
    interval: "1h",
    retryInterval: "2m",
    timeout: "5m",
    sourceRef,
    prune: true,
    wait: true,
  } as const;

  const infrastructure = new Kustomization(cluster, "infrastructure", {
    ...layer,
    path: certManager(cluster),
  });
  new Kustomization(cluster, "apps", {
    ...layer,
    path: podinfo(cluster, version, replicas),
    // Applied when what it needs is healthy.
    dependsOn: [infrastructure],
  });
}

app.synth();

function certManager(cluster: Cluster): Directory {
  const directory = cluster.directory(`infrastructure/${cluster.node.id}`, { namespace: "cert-manager" });
  namespace(directory, "cert-manager");
  new HelmApp(directory, "cert-manager", {
    chart: "oci://quay.io/jetstack/charts/cert-manager",
    version: "1.x",
    interval: "1h",
    ...retried,
    values: { crds: { enabled: true } },
  });
  return directory;
}

function podinfo(cluster: Cluster, version: string, replicas: number): Directory {
  const directory = cluster.directory(`apps/${cluster.node.id}`, { namespace: "podinfo" });
  namespace(directory, "podinfo");
  new HelmApp(directory, "podinfo", {
    chart: "oci://ghcr.io/stefanprodan/charts/podinfo",
    version,
    interval: "1h",
    ...retried,
    values: { replicaCount: replicas },
  });
  return directory;
}

function namespace(directory: Directory, name: string): void {
  new ApiObject(directory, "namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
}
