/** Versions of built-in kinds that Kubernetes no longer serves. */
const versions: readonly (readonly [kinds: string, removed: string, since: string, replacement: string])[] = [
  ["DaemonSet Deployment ReplicaSet", "extensions/v1beta1", "1.16", "apps/v1"],
  ["DaemonSet Deployment ReplicaSet StatefulSet", "apps/v1beta2", "1.16", "apps/v1"],
  ["Deployment StatefulSet", "apps/v1beta1", "1.16", "apps/v1"],
  ["NetworkPolicy", "extensions/v1beta1", "1.16", "networking.k8s.io/v1"],
  ["CustomResourceDefinition", "apiextensions.k8s.io/v1beta1", "1.22", "apiextensions.k8s.io/v1"],
  ["APIService", "apiregistration.k8s.io/v1beta1", "1.22", "apiregistration.k8s.io/v1"],
  [
    "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
    "admissionregistration.k8s.io/v1beta1",
    "1.22",
    "admissionregistration.k8s.io/v1",
  ],
  ["Ingress", "extensions/v1beta1", "1.22", "networking.k8s.io/v1"],
  ["Ingress IngressClass", "networking.k8s.io/v1beta1", "1.22", "networking.k8s.io/v1"],
  [
    "ClusterRole ClusterRoleBinding Role RoleBinding",
    "rbac.authorization.k8s.io/v1beta1",
    "1.22",
    "rbac.authorization.k8s.io/v1",
  ],
  ["PriorityClass", "scheduling.k8s.io/v1beta1", "1.22", "scheduling.k8s.io/v1"],
  ["Lease", "coordination.k8s.io/v1beta1", "1.22", "coordination.k8s.io/v1"],
  ["CSIDriver CSINode StorageClass VolumeAttachment", "storage.k8s.io/v1beta1", "1.22", "storage.k8s.io/v1"],
  ["CertificateSigningRequest", "certificates.k8s.io/v1beta1", "1.22", "certificates.k8s.io/v1"],
  ["CronJob", "batch/v1beta1", "1.25", "batch/v1"],
  ["EndpointSlice", "discovery.k8s.io/v1beta1", "1.25", "discovery.k8s.io/v1"],
  ["Event", "events.k8s.io/v1beta1", "1.25", "events.k8s.io/v1"],
  ["HorizontalPodAutoscaler", "autoscaling/v2beta1", "1.25", "autoscaling/v2"],
  ["HorizontalPodAutoscaler", "autoscaling/v2beta2", "1.26", "autoscaling/v2"],
  ["PodDisruptionBudget", "policy/v1beta1", "1.25", "policy/v1"],
  ["RuntimeClass", "node.k8s.io/v1beta1", "1.25", "node.k8s.io/v1"],
  ["CSIStorageCapacity", "storage.k8s.io/v1beta1", "1.27", "storage.k8s.io/v1"],
  [
    "FlowSchema PriorityLevelConfiguration",
    "flowcontrol.apiserver.k8s.io/v1beta1",
    "1.26",
    "flowcontrol.apiserver.k8s.io/v1",
  ],
  [
    "FlowSchema PriorityLevelConfiguration",
    "flowcontrol.apiserver.k8s.io/v1beta2",
    "1.29",
    "flowcontrol.apiserver.k8s.io/v1",
  ],
  [
    "FlowSchema PriorityLevelConfiguration",
    "flowcontrol.apiserver.k8s.io/v1beta3",
    "1.32",
    "flowcontrol.apiserver.k8s.io/v1",
  ],
];

/** What became of a version of a built-in kind. */
export interface RemovedKubernetesVersion {
  /** The first release of Kubernetes without it: `"1.25"`. */
  readonly since: string;
  readonly replacement: string;
}

/**
 * What became of an API version of a built-in kind; undefined where it is served, or not known.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export function findRemovedKubernetesVersion(
  apiVersion: string,
  kind: string,
): RemovedKubernetesVersion | undefined {
  return removed.get(`${apiVersion} ${kind}`);
}

const removed = new Map(
  versions.flatMap(([kinds, apiVersion, since, replacement]) =>
    kinds.split(" ").map((kind) => [`${apiVersion} ${kind}`, { since, replacement }] as const),
  ),
);
