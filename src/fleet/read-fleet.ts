import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { compareDiagnostics } from "../diagnostics/diagnostic.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { Profile } from "../flux/profiles.js";
import { defaultProfile } from "../flux/profiles.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { ManifestFile } from "../manifests/manifest-file.js";
import { findEntryPoints, namedEntryPoints } from "./entry-points.js";
import type { Fleet } from "./fleet.js";
import { mountedPath, mountedTree } from "./mounted-tree.js";
import { readCluster } from "./read-cluster.js";
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
}

/**
 * Reads a fleet as Flux reads it: from each entry point, every Kustomization's path is built, and what it yields
 * is built in turn. Findings of reading and building are in `diagnostics`; those of the YAML files themselves are in
 * `files`.
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
  const found = new Map<string, Diagnostic>();
  const sources = Object.entries(options.sources ?? {}).map(
    ([key, source]) => [key, mountedTree(source)] as const,
  );
  const run = {
    tree,
    mapped: Object.fromEntries(sources),
    profile: options.profile ?? defaultProfile,
    memo: {
      accumulated: new Map(),
      readText: (file: string) => textOf(file, tree, Object.values(options.sources ?? {})),
    },
    artifacts: new Artifacts(),
    reached: new Set<string>(),
    report: (diagnostic: Diagnostic): void => {
      const { code, at, message } = diagnostic;
      found.set(`${code} ${at.file}:${at.line}:${at.column} ${message}`, diagnostic);
    },
  };
  const clusters = entries.map((entry) => readCluster(entry, run));
  return {
    tree,
    clusters,
    unreached: unreachedObjects(tree, files, clusters, run.reached, run.memo),
    files,
    diagnostics: [...found.values()].sort(compareDiagnostics),
  };
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
