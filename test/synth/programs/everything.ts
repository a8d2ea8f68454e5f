import { ApiObject, Chart, JsonPatch, Lazy } from "cdk8s";
import { ConfigMap, Deployment } from "cdk8s-plus-33";
import { FleetApp, GitRepository, Kustomization } from "fluxwright";

// Constructs of every make in one tree.
const app = new FleetApp({ index: true });
const prod = app.cluster("prod");
const repo = new GitRepository(prod, "fleet", {
  interval: "1m",
  url: "https://github.com/acme/fleet",
  ref: { branch: "main" },
});
new Kustomization(prod, "flux-system", {
  interval: "10m",
  sourceRef: repo,
  path: "./clusters/prod",
  prune: true,
});

const web = prod.directory("apps/web", { namespace: "web", labels: { team: "web" } });
new ApiObject(web, "namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } });
const settings = new ConfigMap(web, "settings", { data: { color: "green" } });
const deployment = new Deployment(web, "frontend", {
  replicas: 2,
  containers: [{ image: "nginx:1.27.0", portNumber: 8080, envVariables: {} }],
});
deployment.metadata.addAnnotation("example.com/settings", settings.name);
const patched = new ApiObject(web, "patched", {
  apiVersion: "v1",
  kind: "ConfigMap",
  data: { late: Lazy.any({ produce: () => `for ${deployment.name}` }), token: { resolve: () => "resolved" } },
});
patched.addJsonPatch(JsonPatch.add("/data/added", "by patch"), JsonPatch.remove("/metadata/labels"));
const extra = new Chart(web, "extra", { namespace: "web", disableResourceNameHashes: true });
new ApiObject(extra, "inner", { apiVersion: "v1", kind: "ConfigMap", data: { on: "yes" } });
new Kustomization(prod, "web", {
  interval: "10m",
  retryInterval: "1m",
  timeout: "2m",
  sourceRef: repo,
  path: web,
  prune: true,
});

app.synth();
