import { groupOf, versionOf } from "../../objects/kube-object.js";

/**
 * How the lists of a type are merged by a strategic merge patch: `keys` identify an item (none: a list of
 * scalars that is merged as a set), `items` is the type of the items. What is not named here is replaced.
 */
export interface MergeShape {
  readonly keys?: readonly string[];
  readonly items?: MergeShape;
  readonly fields?: Readonly<Record<string, MergeShape>>;
}

const list = (...keys: readonly string[]): MergeShape => ({ keys });
const listOf = (items: MergeShape, ...keys: readonly string[]): MergeShape => ({ keys, items });
const map = (fields: Readonly<Record<string, MergeShape>>): MergeShape => ({ fields });

const container = map({
  env: list("name"),
  ports: list("containerPort", "protocol"),
  volumeDevices: list("devicePath"),
  volumeMounts: list("mountPath"),
});
const ephemeralContainer = map({
  env: list("name"),
  volumeDevices: list("devicePath"),
  volumeMounts: list("mountPath"),
});
const metadata = map({ finalizers: list(), ownerReferences: list("uid") });
const conditions = map({ conditions: list("type") });
const podSpec = map({
  containers: listOf(container, "name"),
  initContainers: listOf(container, "name"),
  ephemeralContainers: listOf(ephemeralContainer, "name"),
  hostAliases: list("ip"),
  imagePullSecrets: list("name"),
  topologySpreadConstraints: list("topologyKey", "whenUnsatisfiable"),
  volumes: list("name"),
});
const podTemplate = map({ metadata, spec: podSpec });
const workload = map({ metadata, spec: map({ template: podTemplate }), status: conditions });
const plain = map({ metadata });
const withConditions = map({ metadata, status: conditions });
const webhooks = map({ metadata, webhooks: list("name") });

/**
 * The kinds of the Kubernetes API with lists that strategic merge patches merge, from the patch strategies in
 * its OpenAPI document. All other kinds are merged as JSON: lists replaced, `null` removes.
 *
 * @see https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
const shapes: Readonly<Record<string, MergeShape>> = {
  "/Pod": map({ metadata, spec: podSpec, status: map({ conditions: list("type"), podIPs: list("ip") }) }),
  "/PodTemplate": map({ metadata, template: podTemplate }),
  "/ReplicationController": workload,
  "/Service": map({
    metadata,
    spec: map({ ports: list("port", "protocol") }),
    status: conditions,
  }),
  "/ServiceAccount": map({ metadata, secrets: list("name") }),
  "/Namespace": withConditions,
  "/Node": map({
    metadata,
    spec: map({ podCIDRs: list() }),
    status: map({ addresses: list("type"), conditions: list("type") }),
  }),
  "/PersistentVolumeClaim": withConditions,
  "/ComponentStatus": map({ metadata, conditions: list("type") }),
  "apps/DaemonSet": workload,
  "apps/Deployment": workload,
  "apps/ReplicaSet": workload,
  "apps/StatefulSet": workload,
  "batch/Job": workload,
  "batch/CronJob": map({
    metadata,
    spec: map({ jobTemplate: map({ metadata, spec: map({ template: podTemplate }) }) }),
  }),
  "policy/PodDisruptionBudget": withConditions,
  "storage.k8s.io/CSINode": map({ metadata, spec: map({ drivers: list("name") }) }),
  "admissionregistration.k8s.io/MutatingWebhookConfiguration": webhooks,
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration": webhooks,
  "apiregistration.k8s.io/APIService": withConditions,
};

/** Groups whose other kinds have nothing but mergeable metadata. */
const builtInGroups: ReadonlySet<string> = new Set([
  "",
  "apps",
  "autoscaling",
  "batch",
  "policy",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "rbac.authorization.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
]);

/** How objects of a kind are merged; undefined for kinds outside the Kubernetes API. */
export function mergeShapeOf(apiVersion: string, kind: string): MergeShape | undefined {
  const group = groupOf(apiVersion);
  const isServed = /^v\d+((alpha|beta)\d+)?$/.test(versionOf(apiVersion));
  return isServed && builtInGroups.has(group) ? (shapes[`${group}/${kind}`] ?? plain) : undefined;
}
