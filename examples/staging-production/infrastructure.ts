import { ApiObject } from "cdk8s";
import type { Directory } from "fluxwright";
import { HelmApp } from "fluxwright";
import type { ClusterFacts } from "./facts.js";

/** Controllers that everything else relies on, each in a namespace of its own. */
export function controllers(directory: Directory): void {
  for (const namespace of ["cert-manager", "ingress-nginx"]) {
    new ApiObject(directory, `namespace-${namespace}`, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace },
    });
  }
  new HelmApp(directory, "cert-manager", {
    metadata: { namespace: "cert-manager" },
    chart: "oci://quay.io/jetstack/charts/cert-manager",
    version: "1.x",
    interval: "24h",
    install: { strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
    upgrade: { strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
    values: { crds: { enabled: true, keep: false } },
  });
  new HelmApp(directory, "ingress-nginx", {
    metadata: { namespace: "ingress-nginx" },
    chart: { repository: "https://kubernetes.github.io/ingress-nginx", name: "ingress-nginx" },
    version: "4.x",
    interval: "24h",
    install: { strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
    upgrade: { strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
    values: { controller: { service: { type: "NodePort" }, admissionWebhooks: { enabled: false } } },
  });
}

/** What needs the controllers' own kinds, and so comes after them. */
export function configs(directory: Directory, { acme }: ClusterFacts): void {
  new ApiObject(directory, "letsencrypt", {
    apiVersion: "cert-manager.io/v1",
    kind: "ClusterIssuer",
    metadata: { name: "letsencrypt" },
    spec: {
      acme: {
        email: "platform@example.com",
        server: acme,
        privateKeySecretRef: { name: "letsencrypt-account" },
        solvers: [{ http01: { ingress: { ingressClassName: "nginx" } } }],
      },
    },
  });
}
