import { FleetApp, FluxSync, Kustomization, Tenant } from "fluxwright";

/** Teams, their repositories, and the namespaces that are theirs. A new team is a new line. */
const teams = [
  { name: "team-shop", repository: "https://github.com/example/shop", namespaces: ["shop"] },
  { name: "team-search", repository: "https://github.com/example/search", namespaces: ["search"] },
] as const;

// `lockdown` judges the fleet as for controllers that refuse references into other namespaces.
const app = new FleetApp({ root: "fleet", profile: { lockdown: true } });
const cluster = app.cluster("production");

const sync = new FluxSync(cluster, "flux-system", {
  git: { url: "https://github.com/example/fleet", ref: { branch: "main" } },
  kustomization: { serviceAccountName: "kustomize-controller" },
});

const tenants = cluster.directory("tenants/production");
for (const { name, repository, namespaces } of teams) {
  new Tenant(tenants, name, {
    namespaces,
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
