import { ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { FleetApp } from "fluxwright";
import { external, HelmApp, Kustomization } from "fluxwright";

interface Named {
  readonly name: string;
}

class Settings extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: "flux-system" });
    new ApiObject(this, "inner", { apiVersion: "v1", kind: "ConfigMap" });
  }
}

/** Creates constructs in every way that a program may. */
export function place(app: FleetApp): void {
  const prod = app.cluster("prod");
  const apps = external({ kind: "GitRepository", name: "apps" });
  const make = ({ name }: Named): ApiObject =>
    new ApiObject(prod, name, { apiVersion: "v1", kind: "ConfigMap" });
  make({ name: "made" } satisfies Named);
  new Settings(prod, "settings");
  const pair = [
    new ApiObject(prod, "left", { apiVersion: "v1", kind: "ConfigMap" }),
    new ApiObject(prod, "right", { apiVersion: "v1", kind: "ConfigMap" }),
  ];
  if (pair.length === 2)
    new Kustomization(prod, "apps", { interval: "10m", prune: true, path: "./apps", sourceRef: apps });
  new HelmApp(prod, "podinfo", { chart: "oci://example.com/podinfo", version: "1.x", interval: "1h" });
}
