import { edgesOf } from "../fleet/edges.js";
import { findObject, isImplied } from "../fleet/find-object.js";
import type { BuiltObject, Fleet, FleetCluster } from "../fleet/fleet.js";
import { findFluxKind } from "../flux/kinds.js";
import type { ReferenceField } from "../flux/references.js";
import { groupOf } from "../objects/kube-object.js";
import type { Location } from "../objects/location.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef, refKey, refOf } from "../objects/object-ref.js";

/** What an object is to the fleet: written in it, made by somebody known, or by nobody known. */
export type NodeOrigin = "built" | "implied" | "missing";

/** An object of Flux, or one that such an object refers to. */
export interface GraphNode {
  /** `Kind/namespace/name`; unique in its cluster. */
  readonly id: string;
  readonly ref: ObjectRef;
  readonly origin: NodeOrigin;
  /** Where it is written; absent unless it is built. */
  readonly at?: Location;
  /** How many objects of other kinds it applies. */
  readonly applies: number;
}

/** What a line means: a reference, or that one applies the other. */
export type GraphRelation = ReferenceField["relation"] | "applies";

/** A line from one node to another. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: GraphRelation;
}

/** The picture of one cluster. */
export interface ClusterGraph {
  readonly name: string;
  readonly path: string;
  /** In the order in which the fleet builds them, then what is referred to. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The picture of a fleet, as data: the objects of Flux, who applies them, and all that they refer to. */
export function graphOf({ clusters }: Fleet): readonly ClusterGraph[] {
  return clusters.map(clusterGraph);
}

function clusterGraph(cluster: FleetCluster): ClusterGraph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const counts = countApplied(cluster.objects);
  const addNode = (node: GraphNode): void => {
    if (!nodes.has(node.id)) nodes.set(node.id, node);
  };
  const addEdge = (from: ObjectRef, to: ObjectRef, relation: GraphRelation): void => {
    const edge = { from: formatRef(from), to: formatRef(to), relation };
    edges.set(`${edge.from} ${relation} ${edge.to}`, edge);
  };
  for (const built of cluster.objects.filter(isFlux)) {
    const ref = refOf(built.object);
    const applies = counts.get(refKey(ref)) ?? 0;
    addNode({ id: formatRef(ref), ref, origin: "built", at: built.origin.locate(), applies });
    if (built.owner && refKey(built.owner) !== refKey(ref)) addEdge(built.owner, ref, "applies");
  }
  for (const { from, to, field } of edgesOf(cluster)) {
    addNode({ id: formatRef(to), ref: to, ...standingOf(to, cluster), applies: 0 });
    addEdge(refOf(from.object), to, field.relation);
  }
  return { name: cluster.name, path: cluster.path, nodes: [...nodes.values()], edges: [...edges.values()] };
}

function isFlux({ object }: BuiltObject): boolean {
  return findFluxKind(groupOf(object.apiVersion), object.kind) !== undefined;
}

function countApplied(objects: readonly BuiltObject[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const built of objects) {
    if (isFlux(built) || built.owner === undefined) continue;
    const key = refKey(built.owner);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function standingOf(ref: ObjectRef, cluster: FleetCluster): Pick<GraphNode, "origin" | "at"> {
  const found = findObject(cluster, ref);
  if (found === undefined) return { origin: "missing" };
  return isImplied(found) ? { origin: "implied" } : { origin: "built", at: found.origin.locate() };
}
