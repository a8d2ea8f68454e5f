import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { Item } from "./build-plan.js";
import { isClusterScoped } from "./cluster-scoped.js";
import { withEntry } from "./entries.js";
import type { FieldSpec } from "./field-spec.js";
import { updateAt, updateFields } from "./field-spec.js";
import { noteSet } from "./provenance.js";
import type { Resource } from "./resource.js";
import { currentId, rememberId, withObject } from "./resource.js";

/** Fields beside `metadata.namespace` that `namespace:` sets. */
export const namespaceSpecs: readonly FieldSpec[] = [
  { path: "metadata/name", version: "v1", kind: "Namespace", create: true },
  { path: "spec/service/namespace", group: "apiregistration.k8s.io", kind: "APIService", create: true },
  {
    path: "spec/conversion/webhook/clientConfig/service/namespace",
    group: "apiextensions.k8s.io",
    kind: "CustomResourceDefinition",
  },
];

/**
 * The resource in another namespace. Cluster-scoped kinds stay as they are, a Namespace is renamed, and role
 * bindings follow for subjects named `default` only.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/namespace/
 */
export function moveToNamespace(
  resource: Resource,
  namespace: Item<string>,
  specs: readonly FieldSpec[],
): Resource {
  const set = (): JsonValue => namespace.value;
  const { group, kind } = currentId(resource);
  let next = rememberId(resource);
  if (!isClusterScoped(group, kind)) {
    next = withObject(next, updateAt(next.object, ["metadata", "namespace"], true, set, namespace.at));
  }
  if (kind === "RoleBinding" || kind === "ClusterRoleBinding") next = moveSubjects(next, namespace);
  return updateFields(next, specs, set, namespace.at);
}

function moveSubjects(resource: Resource, namespace: Item<string>): Resource {
  const update = (subjects: JsonValue | undefined): JsonValue | undefined => {
    if (!Array.isArray(subjects)) return subjects;
    const moved = subjects.map((subject: JsonValue) =>
      isJsonObject(subject) && subject.name === "default" ? movedSubject(subject, namespace) : subject,
    );
    return moved.some((subject, i) => subject !== subjects[i])
      ? noteSet(moved, subjects, [], undefined)
      : subjects;
  };
  return withObject(resource, updateAt(resource.object, ["subjects"], false, update, undefined));
}

function movedSubject(subject: JsonObject, namespace: Item<string>): JsonObject {
  if (subject.namespace === namespace.value) return subject;
  return noteSet(withEntry(subject, "namespace", namespace.value), subject, ["namespace"], namespace.at);
}
