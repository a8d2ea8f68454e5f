import type { JsonObject, JsonValue } from "../../objects/json.js";
import { asArray, asObject, asString, isJsonObject } from "../../objects/json.js";
import type { BuildPlan, Item } from "./build-plan.js";
import { below, mapField, mapItems } from "./build-plan.js";
import { withEntry } from "./entries.js";
import type { FieldSpec } from "./field-spec.js";
import { pathKeys, updateAt } from "./field-spec.js";
import { noteSet } from "./provenance.js";
import type { Gvk, Resource } from "./resource.js";
import { currentId, matchesGvk, withObject } from "./resource.js";

const workloads: readonly Gvk[] = [
  { version: "v1", kind: "ReplicationController" },
  { kind: "Deployment" },
  { kind: "ReplicaSet" },
  { kind: "DaemonSet" },
  { group: "apps", kind: "StatefulSet" },
  { group: "batch", kind: "Job" },
];
const spec = (path: string, gvk: Gvk, create = true): FieldSpec => ({ path, create, ...gvk });
const cronJob: Gvk = { group: "batch", kind: "CronJob" };

const metadataOf = (what: string): FieldSpec[] => [
  { path: `metadata/${what}`, create: true },
  ...workloads.map((gvk) => spec(`spec/template/metadata/${what}`, gvk)),
  spec(`spec/jobTemplate/metadata/${what}`, cronJob),
  spec(`spec/jobTemplate/spec/template/metadata/${what}`, cronJob),
];

/** Where labels go with `includeTemplates`: the object and the templates in it. */
const templateLabelSpecs: readonly FieldSpec[] = [
  ...metadataOf("labels"),
  spec("spec/volumeClaimTemplates[]/metadata/labels", { group: "apps", kind: "StatefulSet" }),
];

/** Where `commonAnnotations` go. */
export const annotationSpecs: readonly FieldSpec[] = metadataOf("annotations");

const affinity = (kind: string): FieldSpec[] => {
  const gvk = { group: "apps", kind };
  const pod = "spec/template/spec";
  const terms = ["podAffinity", "podAntiAffinity"].flatMap((term) => [
    `${pod}/affinity/${term}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
    `${pod}/affinity/${term}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
  ]);
  return [...terms, `${pod}/topologySpreadConstraints/labelSelector/matchLabels`].map((path) =>
    spec(path, gvk, false),
  );
};
const policy: Gvk = { group: "networking.k8s.io", kind: "NetworkPolicy" };

/** Where `commonLabels` and labels with `includeSelectors` go: selectors too, which cannot change later. */
const commonLabelSpecs: readonly FieldSpec[] = [
  spec("spec/selector", { version: "v1", kind: "Service" }),
  spec("spec/selector", { version: "v1", kind: "ReplicationController" }),
  spec("spec/selector/matchLabels", { kind: "Deployment" }),
  ...affinity("Deployment"),
  spec("spec/selector/matchLabels", { kind: "ReplicaSet" }),
  spec("spec/selector/matchLabels", { kind: "DaemonSet" }),
  spec("spec/selector/matchLabels", { group: "apps", kind: "StatefulSet" }),
  ...affinity("StatefulSet"),
  spec("spec/selector/matchLabels", { group: "batch", kind: "Job" }, false),
  spec("spec/jobTemplate/spec/selector/matchLabels", cronJob, false),
  spec("spec/selector/matchLabels", { group: "policy", kind: "PodDisruptionBudget" }, false),
  spec("spec/podSelector/matchLabels", policy, false),
  spec("spec/ingress/from/podSelector/matchLabels", policy, false),
  spec("spec/egress/to/podSelector/matchLabels", policy, false),
  ...templateLabelSpecs,
];

/** The resource with the labels of a plan: `labels`, then `commonLabels`. */
export function addLabels(resource: Resource, plan: BuildPlan, configured: readonly FieldSpec[]): Resource {
  let next = resource;
  for (const entry of mapItems(plan, "labels")) {
    const pairs = entry.value.pairs;
    if (!isJsonObject(pairs)) continue;
    const specs = [...ownSpecs(entry.value), ...specsFor(entry.value)];
    next = setEntries(next, specs, { value: pairs, at: below(entry.at, "pairs") });
  }
  const common = mapField(plan, "commonLabels");
  return common === undefined ? next : setEntries(next, [...commonLabelSpecs, ...configured], common);
}

function specsFor(entry: JsonObject): readonly FieldSpec[] {
  if (entry.includeSelectors === true) return commonLabelSpecs;
  if (entry.includeTemplates === true) return templateLabelSpecs;
  return [{ path: "metadata/labels", create: true }];
}

function ownSpecs(entry: JsonObject): readonly FieldSpec[] {
  return asArray(entry.fields).map((field) => readFieldSpec(asObject(field)));
}

/** A field spec as users write it. */
export function readFieldSpec(value: JsonObject): FieldSpec {
  const { group, version, kind, path, create } = value;
  return {
    path: asString(path) ?? "",
    create: create === true,
    ...(typeof group === "string" ? { group } : {}),
    ...(typeof version === "string" ? { version } : {}),
    ...(typeof kind === "string" ? { kind } : {}),
  };
}

/** The resource with each entry of a map set in the maps that the specs name. */
export function setEntries(
  resource: Resource,
  specs: readonly FieldSpec[],
  entries: Item<JsonObject>,
): Resource {
  const update = (old: JsonValue | undefined): JsonValue | undefined => {
    if (old !== undefined && old !== null && !isJsonObject(old)) return old;
    const map = asObject(old);
    const keys = Object.keys(entries.value).filter((key) => map[key] !== entries.value[key]);
    if (keys.length === 0) return old;
    const next = keys.reduce((result, key) => withEntry(result, key, String(entries.value[key])), map);
    return noteSet(next, map, keys, entries.at);
  };
  const id = currentId(resource);
  let object: JsonObject = resource.object;
  for (const { path, create, ...gvk } of specs) {
    if (matchesGvk(id, gvk)) object = updateAt(object, pathKeys(path), create === true, update, entries.at);
  }
  return withObject(resource, object);
}
