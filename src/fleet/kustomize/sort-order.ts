import { asArray, asObject } from "../../objects/json.js";
import type { BuildPlan } from "./build-plan.js";
import { mapField } from "./build-plan.js";
import type { Resource, ResourceId } from "./resource.js";
import { currentId } from "./resource.js";

const first = [
  "Namespace",
  "ResourceQuota",
  "StorageClass",
  "CustomResourceDefinition",
  "ServiceAccount",
  "PodSecurityPolicy",
  "Role",
  "ClusterRole",
  "RoleBinding",
  "ClusterRoleBinding",
  "ConfigMap",
  "Secret",
  "Endpoints",
  "Service",
  "LimitRange",
  "PriorityClass",
  "PersistentVolume",
  "PersistentVolumeClaim",
  "Deployment",
  "StatefulSet",
  "CronJob",
  "PodDisruptionBudget",
];
const last = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

/**
 * The resources in the order that `sortOptions` asks for: as they come (fifo), or by kind and name (legacy).
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/sortoptions/
 */
export function sortResources(resources: readonly Resource[], plan: BuildPlan): readonly Resource[] {
  const options = mapField(plan, "sortOptions")?.value;
  if (options?.order !== "legacy") return resources;
  const legacy = asObject(options.legacySortOptions);
  const orderFirst = kindsOf(legacy.orderFirst) ?? first;
  const orderLast = kindsOf(legacy.orderLast) ?? last;
  const rank = (id: ResourceId): number => {
    const early = orderFirst.indexOf(id.kind);
    const late = orderLast.indexOf(id.kind);
    return early >= 0 ? early - orderFirst.length : late + 1;
  };
  return resources.toSorted((a, b) => {
    const [x, y] = [currentId(a), currentId(b)];
    return (
      rank(x) - rank(y) || compareText(kindText(x), kindText(y)) || compareText(nameText(x), nameText(y))
    );
  });
}

function kindsOf(value: unknown): string[] | undefined {
  return value === undefined ? undefined : asArray(value).map(String);
}

function kindText(id: ResourceId): string {
  return [id.group || "~G", id.version || "~V", id.kind].join("_");
}

function nameText(id: ResourceId): string {
  return [id.namespace || "~X", id.name].join("|");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
