import type { Duration } from "fluxwright";
import { FleetApp, GitRepository, Kustomization } from "fluxwright";

/** A service of the platform: what it needs running first, and how often it is looked at. */
interface Service {
  readonly after?: readonly string[];
  readonly interval?: Duration;
}

/** In the order of their dependencies. */
const services: Readonly<Record<string, Service>> = {
  "user-auth": {},
  catalog: {},
  payments: { after: ["user-auth"], interval: "2m" },
  checkout: { after: ["catalog", "payments"] },
  notifications: { after: ["user-auth"] },
};

const app = new FleetApp();
const prod = app.cluster("prod", { path: "clusters/prod", namespace: "flux-system" });

const repo = new GitRepository(prod, "web-apps", {
  interval: "1m",
  url: "https://github.com/techresolve/prod-apps",
  ref: { branch: "main" },
});

const infra = new Kustomization(prod, "infra", {
  interval: "10m",
  retryInterval: "1m",
  timeout: "5m",
  sourceRef: repo,
  path: "./infra/prod",
  prune: true,
  wait: true,
});

const deployed = new Map<string, Kustomization>();
for (const [name, { after = [], interval = "5m" }] of Object.entries(services)) {
  const kustomization = new Kustomization(prod, name, {
    interval,
    retryInterval: "1m",
    timeout: "90s",
    sourceRef: repo,
    path: `./services/${name}/prod`,
    prune: true,
    wait: true,
    dependsOn: [infra, ...after.map((other) => deployed.get(other)!)],
  });
  deployed.set(name, kustomization);
}

app.synth();
