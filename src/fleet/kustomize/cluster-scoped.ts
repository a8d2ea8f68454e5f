/**
 * Kinds that kustomize knows to have no namespace: those of the Kubernetes API that it carries (v1.21). Newer
 * and custom cluster-scoped kinds are namespaced to it, and so they are here: a build must come out the same.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/namespace/
 */
const kinds: ReadonlySet<string> = new Set([
  "/ComponentStatus",
  "/Namespace",
  "/Node",
  "/PersistentVolume",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apiregistration.k8s.io/APIService",
  "certificates.k8s.io/CertificateSigningRequest",
  "extensions/PodSecurityPolicy",
  "flowcontrol.apiserver.k8s.io/FlowSchema",
  "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
  "networking.k8s.io/IngressClass",
  "node.k8s.io/RuntimeClass",
  "policy/PodSecurityPolicy",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "scheduling.k8s.io/PriorityClass",
  "storage.k8s.io/CSIDriver",
  "storage.k8s.io/CSINode",
  "storage.k8s.io/StorageClass",
  "storage.k8s.io/VolumeAttachment",
]);

/** Whether kustomize takes a kind for cluster-scoped. */
export function isClusterScoped(group: string, kind: string): boolean {
  return kinds.has(`${group}/${kind}`);
}
