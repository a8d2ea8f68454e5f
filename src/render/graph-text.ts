import type { ClusterGraph, GraphNode } from "../graph/fleet-graph.js";
import { outlineOf } from "../graph/outline.js";
import { plural } from "./counts.js";
import type { Paint } from "./paint.js";

/** Clusters as trees of who applies what; sources and dependencies stand behind each object. */
export function renderGraphText(graphs: readonly ClusterGraph[], paint: Paint): string {
  return graphs.map((graph) => new Tree(outlineOf(graph), paint).print()).join("\n");
}

class Tree {
  readonly #printed = new Set<string>();

  constructor(
    private readonly graph: ClusterGraph,
    private readonly paint: Paint,
  ) {}

  print(): string {
    const { name, path, nodes } = this.graph;
    const applied = new Set(this.graph.edges.filter(isApplies).map(({ to }) => to));
    const roots = nodes.filter(({ id }) => !applied.has(id));
    const lines = this.#branches(roots);
    // What nothing outside a circle applies has no root to hang from.
    const rest = this.#branches(nodes.filter(({ id }) => !this.#printed.has(id)));
    return `${[this.paint.bold(path === "" ? name : `${name} (${path})`), ...lines, ...rest].join("\n")}\n`;
  }

  #branches(nodes: readonly GraphNode[], indent = ""): string[] {
    const shown = nodes.filter(({ id }) => !this.#printed.has(id));
    for (const { id } of shown) this.#printed.add(id);
    return shown.flatMap((node, index) => {
      const isLast = index === shown.length - 1;
      const below = this.#targets(node.id, "applies");
      return [
        `${indent}${isLast ? "└─ " : "├─ "}${this.#label(node)}`,
        ...this.#branches(
          this.graph.nodes.filter(({ id }) => below.includes(id)),
          `${indent}${isLast ? "   " : "│  "}`,
        ),
      ];
    });
  }

  #label({ id, origin, applies }: GraphNode): string {
    const { dim, red } = this.paint;
    const siblings = id.slice(0, id.lastIndexOf("/") + 1);
    if (origin === "missing") return red(`${id} is missing`);
    const facts = [
      ...this.#targets(id, "source").map((target) => `from ${target}`),
      ...this.#targets(id, "dependency").map((target) => `after ${target.replace(siblings, "")}`),
      ...(applies > 0 ? [plural(applies, "object")] : []),
      ...(origin === "implied" ? ["made elsewhere"] : []),
    ];
    return facts.length === 0 ? id : `${id}  ${dim(facts.join(", "))}`;
  }

  #targets(from: string, relation: string): string[] {
    return this.graph.edges
      .filter((edge) => edge.from === from && edge.relation === relation)
      .map(({ to }) => to);
  }
}

function isApplies({ relation }: { readonly relation: string }): boolean {
  return relation === "applies";
}
