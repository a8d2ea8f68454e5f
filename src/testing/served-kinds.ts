import { factsOf, fluxKindNames } from "../flux/kinds.js";

/** A kind that the fake API server serves. */
export interface ServedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

function core(kind: string, plural: string, namespaced = true): ServedKind {
  return { group: "", version: "v1", kind, plural, namespaced };
}

function other(group: string, kind: string, plural: string, namespaced = true): ServedKind {
  return { group, version: "v1", kind, plural, namespaced };
}

/** What Kubernetes itself serves, as far as Flux and its users meet it. */
const kubernetesKinds: readonly ServedKind[] = [
  core("Namespace", "namespaces", false),
  core("Node", "nodes", false),
  core("Pod", "pods"),
  core("Event", "events"),
  core("Service", "services"),
  core("Secret", "secrets"),
  core("ConfigMap", "configmaps"),
  core("ServiceAccount", "serviceaccounts"),
  core("PersistentVolumeClaim", "persistentvolumeclaims"),
  core("PersistentVolume", "persistentvolumes", false),
  other("apps", "Deployment", "deployments"),
  other("apps", "StatefulSet", "statefulsets"),
  other("apps", "DaemonSet", "daemonsets"),
  other("apps", "ReplicaSet", "replicasets"),
  other("batch", "Job", "jobs"),
  other("batch", "CronJob", "cronjobs"),
  other("networking.k8s.io", "Ingress", "ingresses"),
  other("networking.k8s.io", "NetworkPolicy", "networkpolicies"),
  other("rbac.authorization.k8s.io", "Role", "roles"),
  other("rbac.authorization.k8s.io", "RoleBinding", "rolebindings"),
  other("rbac.authorization.k8s.io", "ClusterRole", "clusterroles", false),
  other("rbac.authorization.k8s.io", "ClusterRoleBinding", "clusterrolebindings", false),
  other("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", false),
];

/** The kinds of Kubernetes that Flux and its users meet, and every kind of Flux and of the Flux Operator. */
export const defaultServedKinds: readonly ServedKind[] = [
  ...kubernetesKinds,
  ...fluxKindNames.flatMap((kind) => {
    const { group, versions, plural } = factsOf(kind);
    return versions.map((version) => ({ group, version, kind, plural, namespaced: true }));
  }),
];
