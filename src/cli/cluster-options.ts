import { setMaxListeners } from "node:events";
import { relative, resolve } from "node:path";
import type { ApiResource } from "../cluster/api-resource.js";
import type { ClusterClient } from "../cluster/cluster-client.js";
import type { ConnectOptions } from "../cluster/connect.js";
import { connect } from "../cluster/connect.js";
import type { Kubeconfig } from "../cluster/kubeconfig/kubeconfig.js";
import { loadKubeconfig } from "../cluster/kubeconfig/load-kubeconfig.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { factsOf, fluxKindNames } from "../flux/kinds.js";
import { parseGoDuration } from "../objects/go-duration.js";
import { asString } from "../objects/json.js";
import type { ClusterPins } from "./cluster-pins.js";
import { requirePinned } from "./cluster-pins.js";
import type { OptionValues } from "./command.js";
import type { CommandIo } from "./io.js";

/** What a command says of the cluster that it wants, beside its options. */
export interface ClusterWish {
  /** A cluster of the fleet: its context is the one that `--context` maps it to, or the one of its name. */
  readonly cluster?: string;
  /** Whether other clusters are asked beside it: then none of them is taken to be the current context. */
  readonly isOneOfSeveral?: boolean;
  /** Directory of the fleet: a kubeconfig in there may not name commands to run. */
  readonly fleet?: string;
  /** The clusters that the fleet pins. */
  readonly pins?: ClusterPins;
  /** The command changes something: then the cluster must not be a matter of chance. */
  readonly writes?: boolean;
}

/**
 * A client of the cluster that `--context`, `--kubeconfig` and `--cluster-uid` name, or that the fleet pins.
 *
 * A command that writes does not take the kubeconfig's current context when that knows several clusters: the
 * current one is whatever was used last, maybe in another window.
 *
 * @throws FluxwrightError `refused` for such a write, or when the cluster is not the pinned one.
 */
export async function connectCluster(
  options: OptionValues,
  io: CommandIo,
  { cluster, isOneOfSeveral = false, fleet, pins = new Map(), writes = false }: ClusterWish = {},
): Promise<ClusterClient> {
  const given = options.kubeconfig as string | undefined;
  const kubeconfig = given === undefined ? undefined : resolve(io.cwd, given);
  const context = await chooseContext(options.context as string | undefined, cluster, {
    kubeconfig,
    io,
    isOneOfSeveral,
  });
  const client = await connect({
    ...connectOptions(options, io),
    untrustedDirs: untrustedDirs(fleet, io),
    ...context,
    ...(kubeconfig && { kubeconfig }),
  });
  const pin = options.clusterUid as string | undefined;
  try {
    if (pin !== undefined) await client.requireClusterUid(pin, { signal: io.signal });
    else if (pins.size > 0) await requirePinned(client, pins, cluster, io.signal);
    else if (writes && client.chosen === "current") {
      requireOneCluster(await loadKubeconfig(io.env, kubeconfig), client.context);
    }
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

/** The fleet, unless it is a home directory or above one: what lies there is the user's own. */
function untrustedDirs(fleet: string | undefined, { cwd, env }: CommandIo): readonly string[] {
  if (fleet === undefined) return [];
  const directory = resolve(cwd, fleet);
  return env.HOME !== undefined && !relative(directory, env.HOME).startsWith("..") ? [] : [directory];
}

function connectOptions(options: OptionValues, io: CommandIo): ConnectOptions {
  const patience = options.connectTimeout as string | undefined;
  return {
    env: io.env,
    noExec: options.exec === false,
    insecureSkipTlsVerify: options.insecureSkipTlsVerify === true,
    interactive: io.isTerminal.stdin && io.isTerminal.stderr,
    resources: fluxResources,
    notice: ({ message }) => io.stderr.write(`note: ${message}\n`),
    now: io.now,
    ...(patience !== undefined && {
      timings: { retryFor: parseDuration("--connect-timeout", patience) },
    }),
  };
}

/** How the kinds of Flux are served by the Flux that we know: a wrong guess costs a request, a right one saves it. */
const fluxResources: readonly ApiResource[] = fluxKindNames.map((kind) => {
  const { group, versions, plural } = factsOf(kind);
  return { group, kind, version: versions[0] as string, plural, namespaced: true };
});

/** `--context name`, or `--context cluster=name,cluster=name` for a fleet of several clusters. */
async function chooseContext(
  given: string | undefined,
  cluster: string | undefined,
  {
    kubeconfig,
    io,
    isOneOfSeveral,
  }: {
    readonly kubeconfig: string | undefined;
    readonly io: CommandIo;
    readonly isOneOfSeveral: boolean;
  },
): Promise<{ readonly context?: string }> {
  if (given !== undefined && !given.includes("=")) return { context: given };
  const pairs = new Map((given ?? "").split(",").map((pair) => splitPair(pair)));
  const mapped = cluster === undefined ? undefined : pairs.get(cluster);
  if (mapped !== undefined) return { context: mapped };
  if (cluster === undefined) return {};
  const { contexts, currentContext } = await loadKubeconfig(io.env, kubeconfig);
  if (contexts.some(({ name }) => name === cluster)) return { context: cluster };
  if (isOneOfSeveral) {
    throw new FluxwrightError("usage", `No context of the kubeconfig is named "${cluster}"`, {
      hint: `Say which one is meant: --context ${cluster}=<context>,…`,
    });
  }
  if (currentContext !== undefined) {
    io.stderr.write(`note: ${cluster} is taken to be the current context, ${currentContext}\n`);
  }
  return {};
}

/** A context's name may hold `=` itself, a cluster's may not. */
function splitPair(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

function requireOneCluster({ contexts }: Kubeconfig, current: string): void {
  const clusters = new Set(contexts.map(({ value }) => asString(value.cluster)));
  if (clusters.size <= 1) return;
  throw new FluxwrightError(
    "refused",
    `The kubeconfig knows ${clusters.size} clusters, and nothing says which one to change (the current context is "${current}")`,
    { hint: `Say --context ${current}, if that is the one; or pin the cluster with --cluster-uid.` },
  );
}

/** A duration of the command line, in milliseconds: `"5m"`, `"90s"`. */
export function parseDuration(option: string, text: string): number {
  const milliseconds = parseGoDuration(text);
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
  throw new FluxwrightError("usage", `${option} takes a duration such as "5m", not "${text}"`);
}

/** Aborted at `--timeout`, and when the command is interrupted. */
export function deadlineSignal(options: OptionValues, io: CommandIo): AbortSignal {
  const timeout = parseDuration("--timeout", options.timeout as string);
  return sharedSignal(io.signal, AbortSignal.timeout(timeout));
}

/** A signal that any number of requests may listen to at once: one per kind is more than Node's warning allows. */
export function sharedSignal(...signals: readonly AbortSignal[]): AbortSignal {
  const signal = AbortSignal.any([...signals]);
  setMaxListeners(0, signal);
  return signal;
}
