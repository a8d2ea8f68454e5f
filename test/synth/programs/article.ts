import { ApiObject } from "cdk8s";
import { FleetApp } from "fluxwright";

// The fleet as articles still show it: API versions that Flux no longer serves.
const app = new FleetApp();
const prod = app.cluster("prod");

new ApiObject(prod, "web-apps", {
  apiVersion: "source.toolkit.fluxcd.io/v1beta2",
  kind: "GitRepository",
  spec: { interval: "1m", url: "https://github.com/techresolve/prod-apps", ref: { branch: "main" } },
});

new ApiObject(prod, "user-auth", {
  apiVersion: "kustomize.toolkit.fluxcd.io/v1beta2",
  kind: "Kustomization",
  spec: {
    interval: "5m",
    sourceRef: { kind: "GitRepository", name: "web-apps" },
    path: "./services/user-auth/prod",
    prune: true,
    validation: "client",
  },
});

app.synth();
