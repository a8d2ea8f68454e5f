import { crdKinds } from "../flux/generated/crd-kinds.js";
import type { Subject } from "./scope.js";

/** Namespaced kinds of the groups that every cluster has, as far as fleets hold them. */
const NAMESPACED = new Set([
  "/ConfigMap",
  "/Endpoints",
  "/LimitRange",
  "/PersistentVolumeClaim",
  "/Pod",
  "/ReplicationController",
  "/ResourceQuota",
  "/Secret",
  "/Service",
  "/ServiceAccount",
  "apps/DaemonSet",
  "apps/Deployment",
  "apps/ReplicaSet",
  "apps/StatefulSet",
  "autoscaling/HorizontalPodAutoscaler",
  "batch/CronJob",
  "batch/Job",
  "networking.k8s.io/Ingress",
  "networking.k8s.io/NetworkPolicy",
  "policy/PodDisruptionBudget",
  "rbac.authorization.k8s.io/Role",
  "rbac.authorization.k8s.io/RoleBinding",
]);

/** Whether objects of the subject's kind are known to live in a namespace. Custom kinds are not known. */
export function isNamespaced({ flux, group, object }: Subject): boolean {
  return flux === undefined ? NAMESPACED.has(`${group}/${object.kind}`) : crdKinds[flux].namespaced;
}
