import { FleetApp, FluxSync, Kustomization, Tenant } from "fluxwright";

/** Teams, their repositories, and the namespaces that are theirs. */
const teams = [
  { name: "team-shop", repository: "https://github.com/acme/shop", namespaces: ["shop", "shop-jobs"] },
  { name: "team-search", repository: "https://github.com/acme/search", namespaces: ["search"] },
] as const;

const app = new FleetApp({ profile: { lockdown: true } });
const cluster = app.cluster("production");

const sync = new FluxSync(cluster, "flux-system", {
  instance: {
    distribution: { version: "2.9.x", registry: "ghcr.io/fluxcd" },
    // Refuses references into other namespaces, and applies as an account without rights unless one is named.
    cluster: {
      type: "kubernetes",
      multitenant: true,
      networkPolicy: true,
      tenantDefaultServiceAccount: "default",
    },
    sync: { kind: "GitRepository", url: "https://github.com/acme/fleet", ref: "refs/heads/main" },
  },
});

const tenants = cluster.directory("tenants/production");
for (const { name, repository, namespaces } of teams) {
  new Tenant(tenants, name, {
    namespaces,
    namespaceLabels: { "pod-security.kubernetes.io/enforce": "baseline" },
    sync: {
      git: { url: repository, ref: { branch: "main" } },
      path: "./deploy/production",
      retryInterval: "2m",
      timeout: "5m",
    },
  });
}

new Kustomization(cluster, "tenants", {
  interval: "10m",
  retryInterval: "1m",
  timeout: "2m",
  sourceRef: sync.source,
  path: tenants,
  prune: true,
  serviceAccountName: "kustomize-controller",
});

app.synth();
