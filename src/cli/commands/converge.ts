import { resolve } from "node:path";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { FleetCluster } from "../../fleet/fleet.js";
import { commitOf, containsCommit, isWorkTree } from "../../git/history.js";
import type { Snapshot } from "../../reconcile/converge.js";
import { converge } from "../../reconcile/converge.js";
import { renderCausesText } from "../../render/causes-text.js";
import { renderClusterJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import { renderSnapshotsGithub, renderSnapshotsJunit } from "../../render/verdict-ci.js";
import { renderVerdictText } from "../../render/verdict-text.js";
import { connectCluster, parseDuration, sharedSignal } from "../cluster-options.js";
import type { ClusterPins } from "../cluster-pins.js";
import { pinsOfTree } from "../cluster-pins.js";
import type { CommandRun, OptionValues } from "../command.js";
import type { ConvergeProgress } from "../converge-progress.js";
import { createProgress } from "../converge-progress.js";
import { exitCode } from "../exit-code.js";
import type { WrittenAt } from "../fleet-options.js";
import { chooseClusters, loadFleet, writtenAtOf } from "../fleet-options.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";

/** `fluxwright converge`: 0 converged, 1 not, 3 could not find out. */
export const run: CommandRun = async ([directory = "."], options, io) => {
  const fleet = loadFleet(directory as string, options, io);
  const clusters = chooseClusters(fleet, options.cluster as string | undefined);
  const revision = await wantedRevision(directory as string, options, io);
  const giveUp = new AbortController();
  const progress = createProgress(
    clusters.map(({ name }) => name),
    { ...io, signal: sharedSignal(io.signal, giveUp.signal) },
  );
  const setting = {
    directory: directory as string,
    pins: pinsOfTree(fleet.tree),
    isOneOfSeveral: clusters.length > 1,
    options,
    progress,
  };
  const watching = clusters.map((cluster) => watchCluster(cluster, revision, setting));
  const ends = await allOrNone(watching, giveUp).finally(() => progress.close());
  const written = new Map(clusters.map((cluster) => [cluster.name, writtenAtOf(fleet, cluster)]));
  io.stdout.write(render(ends, written, options, io));
  return exitOf(ends);
};

/**
 * What all give. When one of them fails there will be no verdict: the others are told to give up, since a process
 * does not end while they watch, and waited for, so that they write nothing after the error.
 *
 * @throws what failed first.
 */
async function allOrNone<T>(running: readonly Promise<T>[], giveUp: AbortController): Promise<readonly T[]> {
  try {
    return await Promise.all(running);
  } catch (error) {
    giveUp.abort(error);
    await Promise.allSettled(running);
    throw error;
  }
}

/** The commit asked for: `--revision`, a commit that git knows or a digest; else the HEAD of the fleet's repository. */
async function wantedRevision(
  directory: string,
  options: OptionValues,
  io: CommandIo,
): Promise<string | undefined> {
  const given = options.revision as string | undefined;
  const path = resolve(io.cwd, directory);
  if (given && /^(sha\d+:)?[0-9a-f]{40,64}$/i.test(given)) return given.replace(/^sha\d+:/, "");
  if (await isWorkTree(path)) return commitOf(path, given ?? "HEAD");
  if (given === undefined) return undefined;
  throw new FluxwrightError("usage", `"${given}" cannot be resolved: ${directory} is no git repository`, {
    hint: "Give the whole commit id or digest.",
  });
}

interface Setting {
  readonly directory: string;
  readonly pins: ClusterPins;
  readonly isOneOfSeveral: boolean;
  readonly options: OptionValues;
  readonly progress: ConvergeProgress;
}

async function watchCluster(
  cluster: FleetCluster,
  revision: string | undefined,
  setting: Setting,
): Promise<Snapshot> {
  const { directory, pins, isOneOfSeveral, options, progress } = setting;
  const { io } = progress;
  const wish = { cluster: cluster.name, isOneOfSeveral, fleet: directory, pins };
  const client = await connectCluster(options, io, wish);
  const path = resolve(io.cwd, directory);
  const watching = converge(client, cluster, {
    ...(revision !== undefined && {
      revision,
      contains: (live: string) => containsCommit(path, revision, live),
    }),
    timeout: parseDuration("--timeout", options.timeout as string),
    failFast: options.failFast !== false,
    strictUid: options.strictUid === true,
    signal: io.signal,
  });
  let last: Snapshot | undefined;
  try {
    for await (const snapshot of watching) {
      progress.show(snapshot);
      last = snapshot;
    }
  } finally {
    client.close();
  }
  if (last === undefined)
    throw new FluxwrightError("unavailable", `Nothing could be read from ${cluster.name}`);
  return last;
}

function render(
  ends: readonly Snapshot[],
  written: ReadonlyMap<string, WrittenAt>,
  options: OptionValues,
  io: CommandIo,
): string {
  if (options.output === "json")
    return renderClusterJson("Verdict", { answer: ends.every(isYes) ? "converged" : "no", clusters: ends });
  if (options.output === "junit") return renderSnapshotsJunit(ends);
  if (options.output === "github") return renderSnapshotsGithub(ends);
  const paint = createPaint(wantsColor(io, "stdout"));
  return ends
    .map((end) => {
      const writtenAt = written.get(end.cluster) as WrittenAt;
      const causes = renderCausesText(end.causes, {
        paint,
        now: io.now(),
        writtenAt,
        ...(end.revision && { revision: end.revision }),
      });
      return `${renderVerdictText(end, paint)}${causes && `\n${causes}`}`;
    })
    .join("\n");
}

const isYes = ({ ending }: Snapshot): boolean => ending === "converged";

function exitOf(ends: readonly Snapshot[]): number {
  if (ends.every(isYes)) return exitCode.yes;
  const open = ends.filter((end) => !isYes(end));
  const unknown = open.every(({ answer }) => answer === "forbidden" || answer === "not-installed");
  return unknown ? exitCode.unknown : exitCode.no;
}
