import type { ClusterGraph } from "../../graph/fleet-graph.js";
import { graphOf } from "../../graph/fleet-graph.js";
import { renderJson } from "../../render/envelope.js";
import { renderGraphDot } from "../../render/graph-dot.js";
import { renderGraphMermaid } from "../../render/graph-mermaid.js";
import { renderGraphText } from "../../render/graph-text.js";
import { createPaint } from "../../render/paint.js";
import type { CommandRun } from "../command.js";
import { exitCode } from "../exit-code.js";
import { chooseClusters, loadFleet } from "../fleet-options.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";

/** `fluxwright graph [dir]`: always 0; what leads nowhere is shown, and judged by `check`. */
export const run: CommandRun = async ([directory = "."], options, io) => {
  const fleet = loadFleet(directory as string, options, io);
  const names = options.cluster as string | undefined;
  const clusters = names === undefined ? fleet.clusters : chooseClusters(fleet, names);
  io.stdout.write(render(graphOf({ ...fleet, clusters }), options.output as string, io));
  return exitCode.yes;
};

function render(graphs: readonly ClusterGraph[], form: string, io: CommandIo): string {
  switch (form) {
    case "json":
      return renderJson("Graph", { clusters: graphs });
    case "mermaid":
      return renderGraphMermaid(graphs);
    case "dot":
      return renderGraphDot(graphs);
    default:
      return renderGraphText(graphs, createPaint(wantsColor(io, "stdout")));
  }
}
