import type { ClusterGraph, GraphEdge } from "./fleet-graph.js";

/**
 * The part of a picture that people draw: who applies what, sources and dependencies, and every reference that
 * leads nowhere. Secrets, accounts and subjects of alerts are in the data only, or nobody would see the rest.
 */
export function outlineOf(graph: ClusterGraph): ClusterGraph {
  const missing = new Set(graph.nodes.filter(({ origin }) => origin === "missing").map(({ id }) => id));
  const edges = graph.edges.filter((edge) => isStructure(edge) || missing.has(edge.to));
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const nodes = graph.nodes.filter(({ id, ref }) => ends.has(id) || ref.group !== "");
  return { ...graph, nodes, edges };
}

function isStructure({ relation }: GraphEdge): boolean {
  return relation === "applies" || relation === "source" || relation === "dependency";
}
