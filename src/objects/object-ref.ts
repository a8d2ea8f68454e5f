import type { KubeObject } from "./kube-object.js";
import { groupOf, namespaceOf } from "./kube-object.js";

/**
 * What names one object in a cluster: group, kind, namespace, name. The version is no part of an identity:
 * `v1` and `v1beta1` of a kind are the same object to the API server.
 */
export interface ObjectRef<K extends string = string> {
  readonly group: string;
  readonly kind: K;
  /** Absent for cluster-scoped objects, and where the namespace is not known. */
  readonly namespace?: string;
  readonly name: string;
}

/** The identity of an object; what is written as a name and is no text counts as none. */
export function refOf(object: KubeObject): ObjectRef {
  const named: unknown = object.metadata.name;
  const namespace = namespaceOf(object);
  const group = groupOf(object.apiVersion);
  const { kind } = object;
  const name = typeof named === "string" ? named : "";
  // Written out: Node 20 gives each object of `{ ...ref, namespace }` a shape of its own, ten times its size.
  return namespace === undefined ? { group, kind, name } : { group, kind, name, namespace };
}

/** A key for maps and sets: equal for equal references. */
export function refKey(ref: ObjectRef): string {
  return `${ref.group}/${ref.kind}/${ref.namespace ?? ""}/${ref.name}`;
}

/** The key of an object's own identity: `refKey(refOf(object))`. */
export function objectKey(object: KubeObject): string {
  const named: unknown = object.metadata.name;
  const name = typeof named === "string" ? named : "";
  return `${groupOf(object.apiVersion)}/${object.kind}/${namespaceOf(object) ?? ""}/${name}`;
}

/** How a reference is written in messages and on the command line: `Kind/namespace/name`, or `Kind/name`. */
export function formatRef(ref: Omit<ObjectRef, "group">): string {
  return ref.namespace ? `${ref.kind}/${ref.namespace}/${ref.name}` : `${ref.kind}/${ref.name}`;
}
