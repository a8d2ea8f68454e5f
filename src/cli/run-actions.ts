import type { ClusterClient } from "../cluster/cluster-client.js";
import type { ActionContext, ActionResult } from "../reconcile/actions/action-result.js";
import { actionResultBody, renderActionResult, renderProgress } from "../render/action-text.js";
import { renderJson } from "../render/envelope.js";
import { createPaint } from "../render/paint.js";
import { connectCluster, deadlineSignal } from "./cluster-options.js";
import type { OptionValues } from "./command.js";
import { exitCode } from "./exit-code.js";
import type { CommandIo } from "./io.js";
import { wantsColor } from "./io.js";

/**
 * Runs actions on a cluster and reports how each ended: progress on stderr as it comes, results on stdout.
 *
 * @returns the exit code: yes when all are done.
 */
export async function runActions(
  options: OptionValues,
  io: CommandIo,
  act: (client: ClusterClient, context: ActionContext) => Promise<readonly ActionResult[]>,
): Promise<number> {
  const signal = deadlineSignal(options, io);
  const client = await connectCluster(options, io, { writes: true });
  try {
    const results = await act(client, { signal, now: io.now, tell: progressWriter(io) });
    report(results, options, io);
    return results.every(({ outcome }) => outcome === "done") ? exitCode.yes : exitCode.no;
  } finally {
    client.close();
  }
}

function progressWriter(io: CommandIo): NonNullable<ActionContext["tell"]> {
  const paint = createPaint(wantsColor(io, "stderr"));
  return (progress) => {
    io.stderr.write(`${renderProgress(progress, { paint, now: io.now() })}\n`);
  };
}

function report(results: readonly ActionResult[], options: OptionValues, io: CommandIo): void {
  if (options.output === "json") {
    io.stdout.write(renderJson("ActionReport", { results: results.map(actionResultBody) }));
    return;
  }
  const paint = createPaint(wantsColor(io, "stdout"));
  for (const result of results) io.stdout.write(renderActionResult(result, paint));
}
