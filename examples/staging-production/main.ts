import type { KustomizationProps } from "fluxwright";
import { FleetApp, FluxSync, Kustomization } from "fluxwright";
import { apps } from "./apps.js";
import { clusters } from "./facts.js";
import { configs, controllers } from "./infrastructure.js";

/** What every layer of a cluster has in common. */
const layer = {
  interval: "1h",
  retryInterval: "1m",
  timeout: "5m",
  prune: true,
  wait: true,
} as const satisfies Partial<KustomizationProps>;

const app = new FleetApp();

for (const facts of clusters) {
  const { name } = facts;
  const cluster = app.cluster(name);
  const { source: sourceRef } = new FluxSync(cluster, "flux-system", {
    git: { url: "https://github.com/acme/fleet", ref: { branch: "main" } },
  });

  const controllersOf = cluster.directory(`infrastructure/${name}/controllers`);
  controllers(controllersOf);
  const infraControllers = new Kustomization(cluster, "infra-controllers", {
    ...layer,
    sourceRef,
    path: controllersOf,
  });

  const configsOf = cluster.directory(`infrastructure/${name}/configs`);
  configs(configsOf, facts);
  const infraConfigs = new Kustomization(cluster, "infra-configs", {
    ...layer,
    sourceRef,
    path: configsOf,
    dependsOn: [infraControllers],
  });

  const appsOf = cluster.directory(`apps/${name}`, { namespace: "podinfo" });
  apps(appsOf, facts);
  new Kustomization(cluster, "apps", { ...layer, sourceRef, path: appsOf, dependsOn: [infraConfigs] });
}

app.synth();
