import { resolve } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { BuiltObject, Fleet, FleetCluster } from "../fleet/fleet.js";
import { readFleet } from "../fleet/read-fleet.js";
import { directoryTree } from "../manifests/directory-tree.js";
import type { FileTree } from "../manifests/file-tree.js";
import { readSynthRecord } from "../manifests/read-synth-record.js";
import { completeInterruptedWrite } from "../manifests/write.js";
import type { Location } from "../objects/location.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef, refKey, refOf } from "../objects/object-ref.js";
import type { Cause } from "../reconcile/cause.js";
import type { NamedObject } from "../reconcile/named-places.js";
import { namedFile, namedObjects } from "../reconcile/named-places.js";
import type { OptionValues } from "./command.js";
import type { CommandIo } from "./io.js";
import { parseProfile, parseSources } from "./parse-options.js";

/**
 * The fleet of a directory, as the options `--entry`, `--source` and `--profile` say to read it. What a killed synth
 * had begun to write there is completed first: half a tree is nobody's fleet.
 */
export function loadFleet(directory: string, options: OptionValues, io: CommandIo): Fleet {
  completeInterruptedWrite(resolve(io.cwd, directory));
  return fleetOfTree(directoryTree(resolve(io.cwd, directory), directory), options, io);
}

/** The fleet of any tree of files; see {@link loadFleet}. */
export function fleetOfTree(tree: FileTree, options: OptionValues, io: CommandIo): Fleet {
  const sources = [...parseSources(options.source as readonly string[] | undefined)].map(
    ([ref, directory]) => [ref, directoryTree(resolve(io.cwd, directory), directory)] as const,
  );
  return fleetOfTrees(tree, Object.fromEntries(sources), options);
}

/** The fleet of a tree of files, with the trees of other sources by `Kind/namespace/name`; see {@link loadFleet}. */
export function fleetOfTrees(
  tree: FileTree,
  sources: Readonly<Record<string, FileTree>>,
  options: OptionValues,
): Fleet {
  const entry = options.entry as readonly string[] | undefined;
  const profile = parseProfile(options.profile as string | undefined);
  return readFleet(tree, { ...(entry && { entry }), ...(profile && { profile }), sources });
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

/** Who wrote what fails: the TypeScript line, where synth recorded one, then the YAML line. */
export type WrittenAt = (cause: Cause) => readonly Location[];

/**
 * Looks up who wrote what fails in a cluster: the file that Flux's message names, the objects that it names, else
 * the object that fails itself.
 */
export function writtenAtOf(fleet: Fleet, cluster: FleetCluster): WrittenAt {
  const program = programLines(fleet.tree);
  const placesOf = ({ object, origin }: BuiltObject): readonly Location[] => {
    const line = program.get(formatRef(refOf(object)));
    return [...(line ? [line] : []), origin.locate()];
  };
  return ({ ref, status: { message } }) => {
    const file = namedFile(message);
    if (file && fleet.tree.isFile(file.file)) return [{ file: file.file, line: file.line ?? 1, column: 1 }];
    const named = namedObjects(message).flatMap((name) =>
      cluster.objects.filter(({ object }) => isNamed(refOf(object), name)),
    );
    const own = cluster.objects.filter(({ object }) => refKey(refOf(object)) === refKey(ref));
    return [...new Set([...named, ...own])].flatMap(placesOf);
  };
}

function isNamed(ref: ObjectRef, { kind, namespace, name }: NamedObject): boolean {
  return ref.kind === kind && ref.name === name && (namespace === undefined || ref.namespace === namespace);
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
