import type { FieldSpec } from "./field-spec.js";

const workloads = ["DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet"];
const pods: readonly (readonly [kind: string, path: string])[] = [
  ["Pod", "spec"],
  ["CronJob", "spec/jobTemplate/spec/template/spec"],
  ...workloads.map((kind) => [kind, "spec/template/spec"] as const),
];
const containerFields = ["args", "command", "env/value", "volumeMounts/mountPath"];
const perContainer = ["containers", "initContainers"].flatMap((list) =>
  containerFields.map((field) => `${list}/${field}`),
);
const inKind = (kind: string, ...paths: readonly string[]): FieldSpec[] =>
  paths.map((path) => ({ kind, path }));

/** Where kustomize looks for `$(NAME)`, by itself. */
export const varReferenceSpecs: readonly FieldSpec[] = [
  ...pods.flatMap(([kind, pod]) => perContainer.map((path) => ({ kind, path: `${pod}/${path}` }))),
  ...workloads
    .filter((kind) => kind !== "StatefulSet")
    .map((kind) => ({ kind, path: "spec/template/spec/volumes/nfs/server" })),
  ...inKind("CronJob", "spec/jobTemplate/spec/template/volumes/nfs/server"),
  ...inKind("Pod", "spec/volumes/nfs/server"),
  ...inKind("StatefulSet", "spec/volumeClaimTemplates/spec/nfs/server"),
  ...inKind("PersistentVolume", "spec/nfs/server"),
  ...inKind("Deployment", "spec/template/metadata/annotations"),
  ...inKind("Ingress", "spec/rules/host", "spec/tls/hosts", "spec/tls/secretName"),
  ...inKind("Service", "spec/ports/port", "spec/ports/targetPort"),
  { path: "metadata/labels" },
  { path: "metadata/annotations" },
];
