import { resolve } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { Fleet, FleetCluster } from "../fleet/fleet.js";
import { readFleet } from "../fleet/read-fleet.js";
import { directoryTree } from "../manifests/directory-tree.js";
import type { FileTree } from "../manifests/file-tree.js";
import { readSynthRecord } from "../manifests/read-synth-record.js";
import type { Location } from "../objects/location.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef, refKey, refOf } from "../objects/object-ref.js";
import type { OptionValues } from "./command.js";
import type { CommandIo } from "./io.js";
import { parseProfile, parseSources } from "./parse-options.js";

/** The fleet of a directory, as the options `--entry`, `--source` and `--profile` say to read it. */
export function loadFleet(directory: string, options: OptionValues, io: CommandIo): Fleet {
  return fleetOfTree(directoryTree(resolve(io.cwd, directory), directory), options, io);
}

/** The fleet of any tree of files; see {@link loadFleet}. */
export function fleetOfTree(tree: FileTree, options: OptionValues, io: CommandIo): Fleet {
  const entry = options.entry as readonly string[] | undefined;
  const profile = parseProfile(options.profile as string | undefined);
  const sources = [...parseSources(options.source as readonly string[] | undefined)].map(
    ([ref, directory]) => [ref, directoryTree(resolve(io.cwd, directory), directory)] as const,
  );
  return readFleet(tree, {
    ...(entry && { entry }),
    ...(profile && { profile }),
    ...(sources.length > 0 && { sources: Object.fromEntries(sources) }),
  });
}

/**
 * The clusters that `--cluster` names, or the only one.
 *
 * @throws FluxwrightError `usage` when none or several are there and none is named.
 */
export function chooseClusters(fleet: Fleet, names: string | undefined): readonly FleetCluster[] {
  const known = fleet.clusters.map(({ name }) => name);
  if (names === undefined) {
    if (fleet.clusters.length === 1) return fleet.clusters;
    if (known.length === 0) {
      throw new FluxwrightError("usage", `${fleet.tree.label} holds no cluster`, {
        hint: "Give --entry <path>.",
      });
    }
    throw new FluxwrightError("usage", `The fleet has ${known.length} clusters: ${known.join(", ")}`, {
      hint: "Choose with --cluster <name>[,<name>].",
    });
  }
  return names.split(",").map((name) => {
    const cluster = fleet.clusters.find((each) => each.name === name.trim());
    if (cluster) return cluster;
    throw new FluxwrightError(
      "usage",
      `The fleet has no cluster "${name}": there are ${known.join(", ") || "none"}`,
    );
  });
}

/** Where an object was written: its TypeScript line, where synth recorded one, then its YAML line. */
export type WrittenAt = (ref: ObjectRef) => readonly Location[];

/** Looks up who wrote an object of a cluster. */
export function writtenAtOf(fleet: Fleet, cluster: FleetCluster): WrittenAt {
  const program = programLines(fleet.tree);
  const yaml = new Map(cluster.objects.map(({ object, origin }) => [refKey(refOf(object)), origin]));
  return (ref) => {
    const line = program.get(formatRef(ref));
    const origin = yaml.get(refKey(ref));
    return [...(line ? [line] : []), ...(origin ? [origin.locate()] : [])];
  };
}

function programLines(tree: FileTree): ReadonlyMap<string, Location> {
  const record = readSynthRecord(tree);
  const objects = Object.values(record?.files ?? {}).flatMap((file) => file.objects);
  return new Map(objects.flatMap(({ object, at }) => (at ? [[object, parseLocation(at)] as const] : [])));
}

function parseLocation(text: string): Location {
  const [, file = text, line = "1", column = "1"] = /^(.*):(\d+):(\d+)$/.exec(text) ?? [];
  return { file, line: Number(line), column: Number(column) };
}
