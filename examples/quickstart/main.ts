import { FleetApp, GitRepository, Kustomization } from "fluxwright";

const app = new FleetApp();
const home = app.cluster("home");

const podinfo = new GitRepository(home, "podinfo", {
  interval: "5m",
  url: "https://github.com/stefanprodan/podinfo",
  ref: { semver: "6.x" },
});

new Kustomization(home, "podinfo", {
  interval: "30m",
  retryInterval: "2m",
  timeout: "3m",
  sourceRef: podinfo,
  path: "./kustomize",
  targetNamespace: "default",
  prune: true,
  wait: true,
});

app.synth();
