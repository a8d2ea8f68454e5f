import type { JsonObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { groupOf, versionOf } from "../../objects/kube-object.js";
import { formatRef, refOf } from "../../objects/object-ref.js";
import type { Origin } from "../../objects/origin.js";
import { isClusterScoped } from "./cluster-scoped.js";
import type { Written } from "./provenance.js";

/** Group, version and kind; in a selector, what is absent or empty matches anything. */
export interface Gvk {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
}

/** What kustomize names a resource by while it builds. */
export interface ResourceId extends Required<Gvk> {
  readonly name: string;
  /** `default` where none is written; `""` for cluster-scoped kinds. */
  readonly namespace: string;
}

/** How a generated ConfigMap or Secret meets one of the same name. */
export type GeneratorBehavior = "create" | "merge" | "replace";

/** An object on its way through a build. Never changed in place. */
export interface Resource {
  readonly object: KubeObject;
  /** Where the object itself was written. */
  readonly origin: Origin;
  /** The documents that its parts come from: the object's own first, then patches. */
  readonly documents: readonly Written[];
  /** The identities that it had before names and namespaces were transformed, oldest first. */
  readonly previousIds: readonly ResourceId[];
  /** Prefixes and suffixes that were added to its name, innermost first. */
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** Whether its name gets a hash of its content at the end of the build. */
  readonly needsHash: boolean;
}

/** A resource of an object just read. */
export function resourceOf(object: KubeObject, origin: Origin): Resource {
  return {
    object,
    origin,
    documents: [{ value: object, origin }],
    previousIds: [],
    prefixes: [],
    suffixes: [],
    needsHash: false,
  };
}

const ids = new WeakMap<KubeObject, ResourceId>();

/** The identity of an object as it stands. */
export function idOf(object: KubeObject): ResourceId {
  let id = ids.get(object);
  if (id === undefined) {
    const group = groupOf(object.apiVersion);
    const namespace = isClusterScoped(group, object.kind)
      ? ""
      : String(object.metadata.namespace || "default");
    id = {
      group,
      version: versionOf(object.apiVersion),
      kind: object.kind,
      name: String(object.metadata.name ?? ""),
      namespace,
    };
    ids.set(object, id);
  }
  return id;
}

/** The identity of a resource as it stands. */
export function currentId(resource: Resource): ResourceId {
  return idOf(resource.object);
}

/** The identity that a resource was written with. */
export function originalId(resource: Resource): ResourceId {
  return resource.previousIds[0] ?? currentId(resource);
}

/** All identities that a resource has had, the current one last. */
export function idsOf(resource: Resource): readonly ResourceId[] {
  return [...resource.previousIds, currentId(resource)];
}

/** A key that is equal for equal identities. */
export function idKey(id: ResourceId): string {
  return `${id.group}/${id.version}/${id.kind}/${id.namespace}/${id.name}`;
}

/** Whether a kind matches a selector of group, version and kind. */
export function matchesGvk(id: Required<Gvk>, selector: Gvk): boolean {
  return (
    (!selector.group || selector.group === id.group) &&
    (!selector.version || selector.version === id.version) &&
    (!selector.kind || selector.kind === id.kind)
  );
}

/** The resource with another object in place of its own. */
export function withObject(resource: Resource, object: JsonObject, written?: Written): Resource {
  if (object === resource.object) return resource;
  const documents =
    written === undefined || resource.documents.includes(written)
      ? resource.documents
      : [...resource.documents, written];
  return { ...resource, object: object as KubeObject, documents };
}

/** The resource that remembers its identity, before a step that may change it. */
export function rememberId(resource: Resource): Resource {
  return { ...resource, previousIds: [...resource.previousIds, currentId(resource)] };
}

/** How messages name an identity: `Deployment/apps/web`. */
export function formatId(id: ResourceId): string {
  return [id.kind, id.namespace, id.name].filter((part) => part !== "").join("/");
}

/** How messages name a resource, with the namespace that is written in it. */
export function nameOf({ object }: Resource): string {
  return formatRef(refOf(object));
}
