import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { compareDiagnostics } from "../diagnostics/diagnostic.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { Profile } from "../flux/profiles.js";
import { defaultProfile } from "../flux/profiles.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { ManifestFile } from "../manifests/manifest-file.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refOf } from "../objects/object-ref.js";
import type { Located } from "../objects/origin.js";
import type { EntryPoint } from "./entry-points.js";
import { findEntryPoints, namedEntryPoints } from "./entry-points.js";
import type { Fleet, FleetCluster, ImpliedObject } from "./fleet.js";
import { mountedPath, mountedTree } from "./mounted-tree.js";
import type { FleetRun } from "./read-cluster.js";
import { readCluster } from "./read-cluster.js";
import { recordedExternals } from "./recorded-externals.js";
import { Artifacts } from "./sources.js";
import { unreachedObjects } from "./unreached.js";

/** How a fleet is read. */
export interface ReadFleetOptions {
  /** Directories of entry points; found in the tree by default. */
  readonly entry?: readonly string[];
  /** Trees of other sources, by `Kind/namespace/name`. */
  readonly sources?: Readonly<Record<string, FileTree>>;
  /** For which Flux: decides whether substitution is strict. Default: the newest. */
  readonly profile?: Profile;
  /** Objects that every cluster may rely on, beside those that records of synth name. */
  readonly externals?: readonly ObjectRef[];
}

/**
 * Reads a fleet as Flux reads it: from each entry point, every Kustomization's path is built, and what it yields
 * is built in turn. Findings of building are in `diagnostics`, those of YAML files in `files`; what a build could
 * not read is in both.
 *
 * @throws FluxwrightError `usage` when a given entry point is no directory of the tree.
 */
export function readFleet(tree: FileTree, options: ReadFleetOptions = {}): Fleet {
  const files = manifestFilesOf(tree);
  const entries =
    options.entry === undefined ? findEntryPoints(tree, files) : namedEntryPoints(tree, files, options.entry);
  for (const { path } of entries) {
    if (tree.isDirectory(path)) continue;
    throw new FluxwrightError("usage", `The entry point "${path}" is no directory of ${tree.label}.`);
  }
  const shared = sharedRun(tree, options);
  const read = entries.map((entry) => readEntry(entry, shared)).filter((one) => !isLayered(one));
  // A directory that another entry point builds is a part of that one, not a cluster.
  const kept = read.filter(
    (one) =>
      options.entry !== undefined ||
      one.entry.source !== undefined ||
      !read.some((other) => other !== one && other.reached.has(`${one.entry.path}/`)),
  );
  const clusters = kept.map(({ cluster }) => cluster);
  const reached = new Set(kept.flatMap((one) => [...one.reached]));
  const unreached = unreachedObjects(tree, files, clusters, reached, shared.memo);
  const externals = [...(options.externals ?? []), ...recordedExternals(tree)];
  const implied = [...externals.map((ref) => ({ ref, producer: "external" })), ...madeByHand(unreached)];
  return {
    tree,
    clusters: clusters.map((cluster) => ({ ...cluster, implied: [...cluster.implied, ...implied] })),
    unreached,
    files,
    diagnostics: distinct(kept.flatMap(({ diagnostics }) => diagnostics)),
  };
}

/** Secrets that no cluster reaches are those that somebody applies once, before Flux can decrypt or fetch others. */
function madeByHand(unreached: readonly Located[]): ImpliedObject[] {
  return unreached
    .filter(({ object }) => object.apiVersion === "v1" && object.kind === "Secret")
    .map(({ object, origin }) => ({
      ref: { namespace: "*", ...refOf(object) },
      producer: `by hand, from ${origin.file}`,
    }));
}

type SharedRun = Omit<FleetRun, "reached" | "report">;

function sharedRun(tree: FileTree, options: ReadFleetOptions): SharedRun {
  const sources = Object.entries(options.sources ?? {});
  const trees = sources.map(([, source]) => source);
  return {
    tree,
    mapped: Object.fromEntries(sources.map(([key, source]) => [key, mountedTree(source)])),
    profile: options.profile ?? defaultProfile,
    memo: { accumulated: new Map(), readText: (file) => textOf(file, tree, trees) },
    artifacts: new Artifacts(),
  };
}

interface ReadEntry {
  readonly entry: EntryPoint;
  readonly cluster: FleetCluster;
  readonly reached: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

function readEntry(entry: EntryPoint, shared: SharedRun): ReadEntry {
  const reached = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const cluster = readCluster(entry, { ...shared, reached, report });
  return { entry, cluster, reached, diagnostics };
}

/**
 * Whether a tree that was guessed to be one cluster builds one file twice: overlays on a base, for other repositories
 * to choose from.
 */
function isLayered({ entry, diagnostics }: ReadEntry): boolean {
  const isTwice = ({ code, at, related }: Diagnostic): boolean =>
    code === "object-duplicate" && related?.[0]?.at.file === at.file && related[0].at.line === at.line;
  return entry.isGuessed === true && diagnostics.some(isTwice);
}

/** Each finding once, in the order of places: clusters share bases. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, at, message } = diagnostic;
    found.set(`${code} ${at.file}:${at.line}:${at.column} ${message}`, diagnostic);
  }
  return [...found.values()].sort(compareDiagnostics);
}

/** The YAML files of a tree, without the templates of Helm charts, which are no YAML yet. */
function manifestFilesOf(tree: FileTree): ManifestFile[] {
  const charts = tree.paths
    .filter((path) => /(^|\/)Chart\.yaml$/.test(path))
    .map((path) => `${path.slice(0, -"Chart.yaml".length)}templates/`);
  return tree.paths
    .filter((path) => /\.ya?ml$/.test(path) && !charts.some((templates) => path.startsWith(templates)))
    .map((path) => tree.manifests(path));
}

/** The text of a file as places name it. */
function textOf(file: string, tree: FileTree, mounted: readonly FileTree[]): string | undefined {
  if (tree.isFile(file)) return tree.readText(file);
  const home = mounted.find((candidate) => file.startsWith(mountedPath(candidate, "")));
  const path = home === undefined ? "" : file.slice(mountedPath(home, "").length);
  return home?.isFile(path) === true ? home.readText(path) : undefined;
}
