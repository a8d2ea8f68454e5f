import type { ClusterGraph, GraphRelation } from "../graph/fleet-graph.js";
import { outlineOf } from "../graph/outline.js";

const arrows: Readonly<Partial<Record<GraphRelation, string>>> = {
  applies: "-->",
  source: "-.->|source|",
  dependency: "==>|after|",
};

/**
 * Clusters as one Mermaid flowchart, as GitHub and GitLab draw it in Markdown.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function renderGraphMermaid(graphs: readonly ClusterGraph[]): string {
  const lines = graphs.flatMap((graph, index) => {
    const { name, nodes, edges } = outlineOf(graph);
    const ids = new Map(nodes.map(({ id }, number) => [id, `c${index}n${number}`]));
    return [
      `  subgraph c${index}["${quoted(name)}"]`,
      ...nodes.map(({ id, origin }) => {
        const [kind = "", ...rest] = id.split("/");
        return `    ${ids.get(id)}["${quoted(kind)}<br/>${quoted(rest.join("/"))}"]:::${origin}`;
      }),
      ...edges.map(
        ({ from, to, relation }) => `    ${ids.get(from)} ${arrows[relation] ?? "-.->"} ${ids.get(to)}`,
      ),
      "  end",
    ];
  });
  const classes = [
    "  classDef built fill:#eef4ff,stroke:#3b6fd4,color:#111",
    "  classDef implied fill:#f5f5f5,stroke:#999,color:#111,stroke-dasharray:4",
    "  classDef missing fill:#fdecea,stroke:#c62828,color:#111",
  ];
  return `${["flowchart LR", ...lines, ...classes].join("\n")}\n`;
}

/** Mermaid reads entities in quoted texts; what is not plain becomes one. */
function quoted(text: string): string {
  return text.replace(/[^\w ./:*-]/gu, (c) => `#${c.codePointAt(0)};`);
}
