import type { KindRef } from "../../cluster/api-resource.js";

interface BuiltinKind extends KindRef {
  readonly names: readonly string[];
  readonly namespaced: boolean;
}

const kind = (group: string, name: string, names: readonly string[], namespaced = true): BuiltinKind => ({
  group,
  kind: name,
  names,
  namespaced,
});

/**
 * Kinds of Kubernetes that people name on the command line, with the names that kubectl takes.
 *
 * @see https://kubernetes.io/docs/reference/kubectl/#resource-types
 */
const builtinKinds: readonly BuiltinKind[] = [
  kind("apps", "Deployment", ["deploy", "deployments"]),
  kind("apps", "StatefulSet", ["sts", "statefulsets"]),
  kind("apps", "DaemonSet", ["ds", "daemonsets"]),
  kind("apps", "ReplicaSet", ["rs", "replicasets"]),
  kind("batch", "Job", ["jobs"]),
  kind("batch", "CronJob", ["cj", "cronjobs"]),
  kind("", "Pod", ["po", "pods"]),
  kind("", "Service", ["svc", "services"]),
  kind("", "ConfigMap", ["cm", "configmaps"]),
  kind("", "Secret", ["secrets"]),
  kind("", "ServiceAccount", ["sa", "serviceaccounts"]),
  kind("", "PersistentVolumeClaim", ["pvc", "persistentvolumeclaims"]),
  kind("", "PersistentVolume", ["pv", "persistentvolumes"], false),
  kind("", "Namespace", ["ns", "namespaces"], false),
  kind("networking.k8s.io", "Ingress", ["ing", "ingresses"]),
  kind("networking.k8s.io", "NetworkPolicy", ["netpol", "networkpolicies"]),
  kind("autoscaling", "HorizontalPodAutoscaler", ["hpa", "horizontalpodautoscalers"]),
  kind("policy", "PodDisruptionBudget", ["pdb", "poddisruptionbudgets"]),
  kind("rbac.authorization.k8s.io", "Role", ["roles"]),
  kind("rbac.authorization.k8s.io", "RoleBinding", ["rolebindings"]),
  kind("rbac.authorization.k8s.io", "ClusterRole", ["clusterroles"], false),
  kind("rbac.authorization.k8s.io", "ClusterRoleBinding", ["clusterrolebindings"], false),
  kind(
    "apiextensions.k8s.io",
    "CustomResourceDefinition",
    ["crd", "crds", "customresourcedefinitions"],
    false,
  ),
];

/** The built-in kind that a word means, in any case. */
export function builtinKindByName(word: string): (KindRef & { readonly namespaced: boolean }) | undefined {
  const lower = word.toLowerCase();
  return builtinKinds.find(({ kind: name, names }) => lower === name.toLowerCase() || names.includes(lower));
}

/** Every word that {@link builtinKindByName} takes, for suggestions. */
export const builtinKindWords: readonly string[] = builtinKinds.flatMap(({ kind: name, names }) => [
  name.toLowerCase(),
  ...names,
]);
