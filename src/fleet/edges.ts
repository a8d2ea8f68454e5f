import type { FluxKind } from "../flux/kinds.js";
import { factsOf, findFluxKind, fluxKinds } from "../flux/kinds.js";
import type { ReferenceField, TargetKind } from "../flux/references.js";
import { referencesOf } from "../flux/references.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { asArray, asObject, isJsonObject } from "../objects/json.js";
import { groupOf, namespaceOf } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refOf } from "../objects/object-ref.js";
import type { JsonPointer } from "../objects/pointer.js";
import { findObject } from "./find-object.js";
import type { BuiltObject, FleetCluster, ImpliedObject } from "./fleet.js";
import { isClusterScoped } from "./kustomize/cluster-scoped.js";

/** A reference from one object of a cluster to another. */
export interface Edge {
  readonly from: BuiltObject;
  readonly field: ReferenceField;
  /** The name in the reference, or the reference itself when it has none (a selector). */
  readonly pointer: JsonPointer;
  /** What is named, with the namespace that Flux will look in. */
  readonly to: ObjectRef;
  /** What it finds; absent when the fleet neither builds nor implies it. */
  readonly target?: BuiltObject | ImpliedObject;
  /** Whether the reference says that its target may be missing. */
  readonly optional: boolean;
}

/**
 * Every reference of the Flux objects of a cluster, in the order of objects and fields. A wildcard or selector
 * gives one edge for each object that it finds.
 */
export function edgesOf(cluster: FleetCluster): Edge[] {
  return cluster.objects.flatMap((from) => [...edgesFrom(from, cluster)]);
}

function* edgesFrom(from: BuiltObject, cluster: FleetCluster): Iterable<Edge> {
  const kind = findFluxKind(groupOf(from.object.apiVersion), from.object.kind);
  if (kind === undefined) return;
  for (const field of referencesOf(kind)) {
    for (const { value, pointer } of valuesAt(from.object, field.path)) {
      yield* edgesAt(from, field, value, pointer, cluster);
    }
  }
}

/** A value in an object, and where it is. */
export interface Found {
  readonly value: JsonValue;
  readonly pointer: JsonPointer;
}

const splitPaths = new Map<string, readonly string[]>();

/** The values at a path of the table of references (`spec.dependsOn[]`), each with its place. */
export function valuesAt(root: JsonObject, path: string): Found[] {
  let keys = splitPaths.get(path);
  if (keys === undefined) {
    keys = path.split(".");
    splitPaths.set(path, keys);
  }
  const found: Found[] = [];
  collectAt({ value: root, pointer: "" }, keys, 0, found);
  return found;
}

/** Pushes rather than returns lists: every object is asked for every field that may refer, and most have none. */
function collectAt(from: Found, keys: readonly string[], depth: number, found: Found[]): void {
  const key = keys[depth];
  if (key === undefined) {
    found.push(from);
    return;
  }
  const { value, pointer } = from;
  const name = key.endsWith("[]") ? key.slice(0, -2) : key;
  const child = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (child === undefined || child === null) return;
  const below = `${pointer}/${name}`;
  if (name === key) collectAt({ value: child, pointer: below }, keys, depth + 1, found);
  else {
    for (const [i, item] of asArray(child).entries()) {
      collectAt({ value: item, pointer: `${below}/${i}` }, keys, depth + 1, found);
    }
  }
}

function* edgesAt(
  from: BuiltObject,
  field: ReferenceField,
  value: JsonValue,
  pointer: JsonPointer,
  cluster: FleetCluster,
): Iterable<Edge> {
  const own = namespaceOf(from.object);
  if (field.form === "text") {
    if (typeof value !== "string" || value === "") return;
    yield edge(from, field, pointer, refTo(field.to[0] ?? "", own, value), false, cluster);
    return;
  }
  const map = asObject(value);
  const kind = typeof map.kind === "string" ? map.kind : (field.to[0] ?? "");
  const given = field.crossNamespace && typeof map.namespace === "string" ? map.namespace : "";
  const isNamespaced = field.form !== "any" || !isClusterScoped(groupOf(String(map.apiVersion ?? "")), kind);
  const namespace = isNamespaced ? given || own : undefined;
  const optional = field.optional === true && map.optional === true;
  const isMany =
    map.name === "*" || (map.name === undefined && (map.matchLabels ?? map.selector) !== undefined);
  if (field.wildcard === true && isMany) {
    for (const target of matching(cluster, kind, namespace, labelsOf(map))) {
      yield { from, field, pointer, to: refOf(target.object), target, optional };
    }
  } else if (typeof map.name === "string" && map.name !== "") {
    const to = refTo(
      kind,
      namespace,
      map.name,
      typeof map.apiVersion === "string" ? map.apiVersion : undefined,
    );
    yield edge(from, field, `${pointer}/name`, to, optional, cluster);
  }
}

function labelsOf(map: JsonObject): JsonObject {
  return asObject(map.matchLabels ?? asObject(map.selector).matchLabels);
}

function edge(
  from: BuiltObject,
  field: ReferenceField,
  pointer: JsonPointer,
  to: ObjectRef,
  optional: boolean,
  cluster: FleetCluster,
): Edge {
  const target = findObject(cluster, to);
  return target === undefined
    ? { from, field, pointer, to, optional }
    : { from, field, pointer, to, target, optional };
}

/** The reference to an object of a kind that Flux objects name without its group. */
function refTo(
  kind: TargetKind | string,
  namespace: string | undefined,
  name: string,
  apiVersion?: string,
): ObjectRef {
  const known = Object.hasOwn(fluxKinds, kind) ? factsOf(kind as FluxKind).group : "";
  const group = known === "" && apiVersion !== undefined ? groupOf(apiVersion) : known;
  return namespace === undefined ? { group, kind, name } : { group, kind, namespace, name };
}

function matching(
  cluster: FleetCluster,
  kind: string,
  namespace: string | undefined,
  labels: JsonObject,
): BuiltObject[] {
  return cluster.objects.filter(({ object }) => {
    const { metadata } = object;
    return (
      object.kind === kind &&
      findFluxKind(groupOf(object.apiVersion), kind) !== undefined &&
      metadata.namespace === namespace &&
      Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value)
    );
  });
}
