import type { ClusterGraph, GraphRelation, NodeOrigin } from "../graph/fleet-graph.js";
import { outlineOf } from "../graph/outline.js";

const edgeStyles: Readonly<Partial<Record<GraphRelation, string>>> = {
  source: "style=dashed, label=source",
  dependency: "style=bold, label=after",
};

const nodeStyles: Readonly<Record<NodeOrigin, string>> = {
  built: 'fillcolor="#eef4ff"',
  implied: 'fillcolor="#f5f5f5", style="filled,dashed"',
  missing: 'fillcolor="#fdecea", color="#c62828"',
};

/**
 * Clusters as one graph in the DOT language, for Graphviz.
 *
 * @see https://graphviz.org/doc/info/lang.html
 */
export function renderGraphDot(graphs: readonly ClusterGraph[]): string {
  const lines = graphs.flatMap((graph, index) => {
    const { name, nodes, edges } = outlineOf(graph);
    const key = (id: string) => quoted(`${index}/${id}`);
    return [
      `  subgraph cluster_${index} {`,
      `    label=${quoted(name)};`,
      ...nodes.map(({ id, origin }) => `    ${key(id)} [label=${quoted(id)}, ${nodeStyles[origin]}];`),
      ...edges.map(({ from, to, relation }) => {
        const style = edgeStyles[relation];
        return `    ${key(from)} -> ${key(to)}${style === undefined ? "" : ` [${style}]`};`;
      }),
      "  }",
    ];
  });
  const head = ["digraph fleet {", "  rankdir=LR;", "  node [shape=box, style=filled, fontname=sans];"];
  return `${[...head, ...lines, "}"].join("\n")}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
