import { ApiObject } from "cdk8s";
import type { Directory } from "fluxwright";
import { HelmApp } from "fluxwright";
import type { ClusterFacts } from "./facts.js";

/** The apps of a cluster. */
export function apps(directory: Directory, { domain, podinfo, replicas }: ClusterFacts): void {
  new ApiObject(directory, "namespace", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "podinfo" },
  });
  const host = `podinfo.${domain}`;
  new HelmApp(directory, "podinfo", {
    chart: "oci://ghcr.io/stefanprodan/charts/podinfo",
    version: podinfo,
    interval: "30m",
    install: { strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
    upgrade: { strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
    test: { enable: true },
    values: {
      replicaCount: replicas,
      redis: { enabled: true, repository: "redis" },
      ingress: {
        enabled: true,
        className: "nginx",
        annotations: { "cert-manager.io/cluster-issuer": "letsencrypt" },
        hosts: [{ host, paths: [{ path: "/", pathType: "ImplementationSpecific" }] }],
        tls: [{ secretName: "podinfo-tls", hosts: [host] }],
      },
    },
  });
}
