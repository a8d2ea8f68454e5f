import type { ClusterClient } from "../cluster/cluster-client.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { ActionContext, ActionResult } from "../reconcile/actions/action-result.js";
import { actionResultBody, renderActionResult, renderProgress } from "../render/action-text.js";
import { renderJson } from "../render/envelope.js";
import { createPaint } from "../render/paint.js";
import { connectCluster, deadlineSignal } from "./cluster-options.js";
import { pinsOfOutput } from "./cluster-pins.js";
import type { OptionValues } from "./command.js";
import { exitCode, exitCodeOf } from "./exit-code.js";
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
  act: (client: ClusterClient, context: ActionContext) => Promise<readonly Promise<ActionResult>[]>,
): Promise<number> {
  const signal = deadlineSignal(options, io);
  const fleet = options.fleet as string | undefined;
  const cluster = options.cluster as string | undefined;
  const client = await connectCluster(options, io, {
    writes: true,
    pins: pinsOfOutput(fleet ?? ".", io.cwd),
    ...(fleet !== undefined && { fleet }),
    ...(cluster !== undefined && { cluster }),
  });
  try {
    const actions = await act(client, { signal, now: io.now, tell: progressWriter(io) });
    const { results, errors } = await settle(actions);
    const [error] = errors;
    if (error !== undefined && actions.length === 1) throw error;
    report(results, errors, options, io);
    if (error !== undefined) return exitCodeOf[error.reason];
    return results.every(({ outcome }) => outcome === "done") ? exitCode.yes : exitCode.no;
  } catch (error) {
    throw asUnavailable(error);
  } finally {
    client.close();
  }
}

/**
 * An action that was asked for ends at the deadline with a result. One that throws could not be asked for, and that
 * is no answer at all: could not find out, and not a no.
 */
function asUnavailable(error: unknown): unknown {
  if (!(error instanceof FluxwrightError) || error.reason !== "deadline") return error;
  return new FluxwrightError("unavailable", error.message, {
    hint: "Give more --timeout, or look whether the API server answers.",
    cause: error,
  });
}

function progressWriter(io: CommandIo): NonNullable<ActionContext["tell"]> {
  const paint = createPaint(wantsColor(io, "stderr"));
  return (progress) => {
    io.stderr.write(`${renderProgress(progress, { paint, now: io.now() })}\n`);
  };
}

interface Settled {
  readonly results: readonly ActionResult[];
  readonly errors: readonly FluxwrightError[];
}

/** Waits for all: that one object is not there does not hide what became of the others. */
async function settle(actions: readonly Promise<ActionResult>[]): Promise<Settled> {
  const results: ActionResult[] = [];
  const errors: FluxwrightError[] = [];
  for (const end of await Promise.allSettled(actions)) {
    if (end.status === "fulfilled") {
      results.push(end.value);
      continue;
    }
    const error = asUnavailable(end.reason);
    if (!(error instanceof FluxwrightError)) throw error;
    errors.push(error);
  }
  return { results, errors };
}

function report(
  results: readonly ActionResult[],
  errors: readonly FluxwrightError[],
  options: OptionValues,
  io: CommandIo,
): void {
  for (const { message } of errors) io.stderr.write(`error: ${message}\n`);
  if (options.output === "json") {
    const failures = errors.map(({ reason, message, hint }) => ({ reason, message, hint }));
    io.stdout.write(
      renderJson("ActionReport", {
        results: results.map(actionResultBody),
        ...(failures.length > 0 && { failures }),
      }),
    );
    return;
  }
  const paint = createPaint(wantsColor(io, "stdout"));
  for (const result of results) io.stdout.write(renderActionResult(result, paint));
}
