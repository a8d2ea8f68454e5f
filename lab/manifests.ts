import { stringify } from "yaml";
import { PENDING_LABEL } from "./kwok-stages.js";

/** The API version of each kind that tests write. */
export const API_VERSIONS = {
  Kustomization: "kustomize.toolkit.fluxcd.io/v1",
  HelmRelease: "helm.toolkit.fluxcd.io/v2",
  GitRepository: "source.toolkit.fluxcd.io/v1",
  OCIRepository: "source.toolkit.fluxcd.io/v1",
  HelmRepository: "source.toolkit.fluxcd.io/v1",
  HelmChart: "source.toolkit.fluxcd.io/v1",
  Bucket: "source.toolkit.fluxcd.io/v1",
  ExternalArtifact: "source.toolkit.fluxcd.io/v1",
  ArtifactGenerator: "source.extensions.fluxcd.io/v1beta1",
  Alert: "notification.toolkit.fluxcd.io/v1beta3",
  Provider: "notification.toolkit.fluxcd.io/v1beta3",
  Receiver: "notification.toolkit.fluxcd.io/v1",
  ImageRepository: "image.toolkit.fluxcd.io/v1",
  ImagePolicy: "image.toolkit.fluxcd.io/v1",
  ImageUpdateAutomation: "image.toolkit.fluxcd.io/v1",
  Namespace: "v1",
  ConfigMap: "v1",
  Pod: "v1",
  Event: "v1",
  ServiceAccount: "v1",
  Service: "v1",
  Deployment: "apps/v1",
  Job: "batch/v1",
} as const;

/** A kind that tests write. */
export type Kind = keyof typeof API_VERSIONS;

/** What pods of a Deployment do on the fake node. */
export type Pods = "healthy" | "pending";

/** An object in the namespace of the test, which is filled in when it is applied. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** Any object with a spec. */
export function manifest(kind: Kind, name: string, spec: object): Manifest {
  return { apiVersion: API_VERSIONS[kind], kind, metadata: { name }, spec };
}

/** A Kustomization on the test's GitRepository, with times short enough for a test. */
export function kustomization(name: string, spec: object = {}): Manifest {
  return manifest("Kustomization", name, {
    interval: "1h",
    retryInterval: "1h",
    timeout: "30s", // kustomize-controller takes less for 30s
    prune: true,
    wait: true,
    path: "./app",
    sourceRef: { kind: "GitRepository", name: "fleet" },
    ...spec,
  });
}

/** A HelmRelease of the chart `./chart` of the test's GitRepository. */
export function helmRelease(name: string, spec: object = {}): Manifest {
  return manifest("HelmRelease", name, {
    interval: "1h",
    timeout: "10s",
    releaseName: name,
    chart: {
      spec: {
        chart: "./chart",
        interval: "1h",
        reconcileStrategy: "Revision",
        sourceRef: { kind: "GitRepository", name: "fleet" },
      },
    },
    ...spec,
  });
}

/** A ConfigMap as it stands in git. */
export function configMap(name: string, data: Readonly<Record<string, string>>, namespace?: string): string {
  return stringify({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    data,
  });
}

/** A Deployment of one pod as it stands in git. */
export function deployment(name: string, pods: Pods = "healthy", namespace?: string): string {
  return stringify({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name, ...(pods === "pending" && { [PENDING_LABEL]: "true" }) } },
        spec: { containers: [{ name: "web", image: "registry.example/web:1.0.0" }] },
      },
    },
  });
}

/** The files of a small chart: a ConfigMap that needs `.Values.message`, and a Deployment. */
export function chartFiles(version = "0.1.0"): Readonly<Record<string, string>> {
  return {
    "chart/Chart.yaml": stringify({ apiVersion: "v2", name: "web", version, appVersion: "1.0" }),
    "chart/values.yaml": stringify({ message: "hello", pods: "healthy", selector: "web" }),
    "chart/templates/all.yaml": CHART_TEMPLATE,
  };
}

const CHART_TEMPLATE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  message: {{ required "a message is required" .Values.message | quote }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: {{ .Values.selector }}
  template:
    metadata:
      labels:
        app: {{ .Values.selector }}
        {{- if eq .Values.pods "pending" }}
        ${PENDING_LABEL}: "true"
        {{- end }}
    spec:
      containers:
        - name: web
          image: registry.example/web:1.0.0
`;
