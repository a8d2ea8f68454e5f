import type { FieldSpec } from "./field-spec.js";
import type { Gvk } from "./resource.js";

/** Fields that hold the name of an object of one kind. */
export interface NameReference extends Gvk {
  readonly fields: readonly FieldSpec[];
}

const apps = ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "Job"];
/** Where each kind keeps its pod's spec. */
const pods: readonly (readonly [kind: string, path: string])[] = [
  ["Pod", "spec"],
  ["PodTemplate", "template/spec"],
  ...apps.map((kind) => [kind, "spec/template/spec"] as const),
  ["CronJob", "spec/jobTemplate/spec/template/spec"],
];
const controllers: readonly (readonly [kind: string, path: string])[] = [
  ["Pod", "spec"],
  ...["StatefulSet", "Deployment", "ReplicationController", "Job", "DaemonSet"].map(
    (kind) => [kind, "spec/template/spec"] as const,
  ),
  ["CronJob", "spec/jobTemplate/spec/template/spec"],
];

const inPods = (...paths: readonly string[]): FieldSpec[] =>
  pods.flatMap(([kind, pod]) => paths.map((path) => ({ kind, path: `${pod}/${path}` })));
const inControllers = (path: string): FieldSpec[] =>
  controllers.map(([kind, pod]) => ({ kind, path: `${pod}/${path}` }));
const inKind = (kind: string, ...paths: readonly string[]): FieldSpec[] =>
  paths.map((path) => ({ kind, path }));
const inGroup = (group: string, kind: string, path: string): FieldSpec => ({ group, kind, path });

const RBAC = "rbac.authorization.k8s.io";
const ADMISSION = "admissionregistration.k8s.io";
const scaleTargets = ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"];

const configMapFields = [
  ...inPods(
    "volumes/configMap/name",
    "containers/env/valueFrom/configMapKeyRef/name",
    "initContainers/env/valueFrom/configMapKeyRef/name",
    "containers/envFrom/configMapRef/name",
    "initContainers/envFrom/configMapRef/name",
    "volumes/projected/sources/configMap/name",
  ),
  ...inKind("Node", "spec/configSource/configMap"),
  ...inKind("Role", "rules/resourceNames"),
  ...inKind("ClusterRole", "rules/resourceNames"),
  ...inKind("Ingress", "metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap"),
];
const secretFields = [
  ...inPods(
    "volumes/secret/secretName",
    "containers/env/valueFrom/secretKeyRef/name",
    "initContainers/env/valueFrom/secretKeyRef/name",
    "containers/envFrom/secretRef/name",
    "initContainers/envFrom/secretRef/name",
    "imagePullSecrets/name",
    "volumes/projected/sources/secret/name",
  ),
  ...inKind(
    "Ingress",
    "spec/tls/secretName",
    "metadata/annotations/ingress.kubernetes.io\\/auth-secret",
    "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret",
    "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret",
  ),
  ...inKind("ServiceAccount", "imagePullSecrets/name"),
  ...inKind(
    "StorageClass",
    "parameters/secretName",
    "parameters/adminSecretName",
    "parameters/userSecretName",
    "parameters/secretRef",
  ),
  ...inKind("Role", "rules/resourceNames"),
  ...inKind("ClusterRole", "rules/resourceNames"),
  inGroup("serving.knative.dev", "Service", "spec/template/spec/containers/env/valueFrom/secretKeyRef/name"),
  ...inKind("PersistentVolume", "spec/azureFile/secretName"),
];
const serviceFields = [
  inGroup("apps", "StatefulSet", "spec/serviceName"),
  ...inKind(
    "Ingress",
    "spec/rules/http/paths/backend/serviceName",
    "spec/backend/serviceName",
    "spec/rules/http/paths/backend/service/name",
    "spec/defaultBackend/service/name",
  ),
  inGroup("apiregistration.k8s.io", "APIService", "spec/service/name"),
  inGroup(ADMISSION, "ValidatingWebhookConfiguration", "webhooks/clientConfig/service"),
  inGroup(ADMISSION, "MutatingWebhookConfiguration", "webhooks/clientConfig/service"),
];

/**
 * Which fields kustomize rewrites when the object that they name is renamed, by a prefix, a suffix or a hash.
 * Flux's own kinds are not among them: a fleet that wants that names the fields in `configurations`.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/blob/master/examples/transformerconfigs/README.md#name-reference-transformer
 */
export const nameReferences: readonly NameReference[] = [
  ...scaleTargets.map((kind) => ({
    kind,
    fields: inKind("HorizontalPodAutoscaler", "spec/scaleTargetRef/name"),
  })),
  { kind: "ConfigMap", version: "v1", fields: configMapFields },
  { kind: "Secret", version: "v1", fields: secretFields },
  { kind: "Service", version: "v1", fields: serviceFields },
  { kind: "Role", group: RBAC, fields: [inGroup(RBAC, "RoleBinding", "roleRef/name")] },
  {
    kind: "ClusterRole",
    group: RBAC,
    fields: ["RoleBinding", "ClusterRoleBinding"].map((kind) => inGroup(RBAC, kind, "roleRef/name")),
  },
  {
    kind: "ServiceAccount",
    version: "v1",
    fields: [
      ...["RoleBinding", "ClusterRoleBinding"].map((kind) => inGroup(RBAC, kind, "subjects")),
      ...inControllers("serviceAccountName"),
    ],
  },
  {
    kind: "PersistentVolumeClaim",
    version: "v1",
    fields: inControllers("volumes/persistentVolumeClaim/claimName"),
  },
  {
    kind: "PersistentVolume",
    version: "v1",
    fields: [
      ...inKind("PersistentVolumeClaim", "spec/volumeName"),
      ...inKind("ClusterRole", "rules/resourceNames"),
    ],
  },
  {
    kind: "StorageClass",
    version: "v1",
    group: "storage.k8s.io",
    fields: [
      ...inKind("PersistentVolume", "spec/storageClassName"),
      ...inKind("PersistentVolumeClaim", "spec/storageClassName"),
      ...inKind("StatefulSet", "spec/volumeClaimTemplates/spec/storageClassName"),
    ],
  },
  {
    kind: "PriorityClass",
    version: "v1",
    group: "scheduling.k8s.io",
    fields: inControllers("priorityClassName"),
  },
  {
    kind: "ValidatingAdmissionPolicy",
    group: ADMISSION,
    fields: [inGroup(ADMISSION, "ValidatingAdmissionPolicyBinding", "spec/policyName")],
  },
];
