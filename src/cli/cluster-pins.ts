import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ClusterClient } from "../cluster/cluster-client.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { FileTree } from "../manifests/file-tree.js";
import { parseSynthRecord } from "../manifests/read-synth-record.js";
import { synthRecordFile } from "../manifests/synth-record.js";

/** The clusters that a fleet is for: the uid of `kube-system` by the cluster's path. */
export type ClusterPins = ReadonlyMap<string, string>;

/**
 * The pins of every record in a tree of files: a program keeps them in the record of its output.
 *
 * @throws FluxwrightError `invalid` when a record cannot be read.
 */
export function pinsOfTree(tree: FileTree): ClusterPins {
  const records = tree.paths.filter(
    (path) => path === synthRecordFile || path.endsWith(`/${synthRecordFile}`),
  );
  return new Map(
    records.flatMap((path) => pinsOf(tree.readText(path), `${path} of ${tree.label}`, dirname(path))),
  );
}

/** The pins of a directory that synth writes; none where it is no such directory. Throws as {@link pinsOfTree} does. */
export function pinsOfOutput(directory: string, cwd: string): ClusterPins {
  const path = resolve(cwd, directory, synthRecordFile);
  return new Map(existsSync(path) ? pinsOf(readFileSync(path, "utf8"), path, "") : []);
}

function pinsOf(record: string, label: string, directory: string): (readonly [string, string])[] {
  const { clusterUids = {} } = parseSynthRecord(record, label);
  return Object.entries(clusterUids).map(([cluster, uid]) => [join(directory, cluster), uid] as const);
}

/**
 * Stops where a client leads to another cluster than the pinned one. Asks the cluster only where something is pinned.
 *
 * @param name the cluster that is meant, by the last part of its path; absent: any of the pinned ones.
 * @throws FluxwrightError `refused`, naming both uids.
 */
export async function requirePinned(
  client: ClusterClient,
  pins: ClusterPins,
  name: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const meant = [...pins].filter(([path]) => name === undefined || nameOf(path) === name);
  if (meant.length === 0) return;
  const uid = await client.clusterUid({ signal });
  if (meant.some(([, pinned]) => pinned === uid)) return;
  const wanted = meant.map(([path, pinned]) => `${nameOf(path)} with ${pinned}`).join(" or ");
  throw new FluxwrightError(
    "refused",
    `The context "${client.context}" leads to another cluster: its kube-system has the uid ${uid}, the fleet pins ${wanted}`,
    { hint: "Choose another --context, or --cluster; or correct clusterUid in the program." },
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
