import { findFluxKind } from "../flux/kinds.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { ManifestFile } from "../manifests/manifest-file.js";
import type { JsonObject } from "../objects/json.js";
import { asObject, asString, isJsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf, namespaceOf } from "../objects/kube-object.js";
import { formatRef, refOf } from "../objects/object-ref.js";
import { bootstrapObjects, instanceObjects } from "./bootstrap.js";
import type { ImpliedObject } from "./fleet.js";
import { kustomizationFilesIn } from "./kustomize/tree-paths.js";
import { sourcePath } from "./normal-path.js";

/** Where the reading of one cluster begins. */
export interface EntryPoint {
  /** Directory, relative to the tree; `""` is the root. */
  readonly path: string;
  /** `Kind/namespace/name` of the fleet's own repository, when something says so. */
  readonly source?: string;
  /** The source and Kustomization that start it all, where nothing in git writes them. */
  readonly implied: readonly ImpliedObject[];
  /** Directories that are built by Kustomizations of their own, and so no part of the entry point. */
  readonly skip: ReadonlySet<string>;
  /** Whether nothing says that a cluster begins here; it is where nothing says that one begins anywhere. */
  readonly isGuessed?: boolean;
}

const BOOTSTRAP = "flux-system/gotk-sync.yaml";

/**
 * The entry points of a tree, by path: what FluxInstances and bootstrap sync, Kustomizations that apply the
 * directory in which they stand themselves, directories below `clusters/` with Flux objects; and where there is
 * none of these the whole tree, as a guess, when it has Flux objects.
 */
export function findEntryPoints(tree: FileTree, files: readonly ManifestFile[]): EntryPoint[] {
  const found = new Map<string, EntryPoint>();
  const add = (entry: EntryPoint): void => {
    if (tree.isDirectory(entry.path) && !found.has(entry.path)) found.set(entry.path, entry);
  };
  for (const { object } of files.flatMap((file) => file.objects)) {
    const sync = syncOf(object);
    if (sync !== undefined) add(entryOfSync(sync));
  }
  for (const path of tree.paths) if (`/${path}`.endsWith(`/${BOOTSTRAP}`)) add(bootstrapEntry(tree, path));
  for (const file of files)
    for (const { object } of file.objects) if (appliesItself(object, file.path)) add(syncEntry(object));
  const holding = directoriesWithFlux(files);
  for (const path of holding.length === 0 ? [] : clusterDirectories(tree)) {
    const isParent = [...found.keys()].some((other) => other.startsWith(`${path}/`));
    const holds = holding.some((directory) => directory === path || directory.startsWith(`${path}/`));
    if (!isParent && (holds || kustomizationFilesIn(tree, path).length > 0)) add(plainEntry(path));
  }
  if (found.size === 0 && holding.length > 0) add(wholeTree(tree, files));
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function clusterDirectories(tree: FileTree): string[] {
  const names = tree.isDirectory("clusters") ? tree.list("clusters") : [];
  return names.filter((name) => name.endsWith("/")).map((name) => `clusters/${name.slice(0, -1)}`);
}

/** The entry points that the user named. */
export function namedEntryPoints(
  tree: FileTree,
  files: readonly ManifestFile[],
  paths: readonly string[],
): EntryPoint[] {
  const found = findEntryPoints(tree, files);
  return paths.map((path) => {
    const directory = sourcePath(path) ?? "";
    return found.find((entry) => entry.path === directory) ?? plainEntry(directory);
  });
}

function plainEntry(path: string): EntryPoint {
  return { path, implied: bootstrapObjects(), skip: new Set() };
}

function bootstrapEntry(tree: FileTree, path: string): EntryPoint {
  const root = tree.manifests(path).objects.find(({ object }) => isFluxKind(object, "Kustomization"))?.object;
  const directory = path.slice(0, -BOOTSTRAP.length).replace(/\/$/, "");
  const spec = asObject(root?.spec);
  const written = root === undefined ? undefined : sourcePath(asString(spec.path));
  const entry = plainEntry(written !== undefined && tree.isDirectory(written) ? written : directory);
  const { kind, name, namespace } = asObject(spec.sourceRef);
  if (typeof kind !== "string" || typeof name !== "string") return entry;
  return { ...entry, source: `${kind}/${asString(namespace) || (root && namespaceOf(root))}/${name}` };
}

/** Whether a Kustomization stands in the directory that it applies: only an entry point does. */
function appliesItself(object: KubeObject, file: string): boolean {
  if (!isFluxKind(object, "Kustomization")) return false;
  const path = sourcePath(asString(asObject(object.spec).path));
  return path !== undefined && path !== "" && file.startsWith(`${path}/`);
}

function syncEntry(root: KubeObject): EntryPoint {
  const { path, sourceRef } = asObject(root.spec);
  const { kind, name, namespace } = asObject(sourceRef);
  const entry = plainEntry(sourcePath(asString(path)) ?? "");
  return { ...entry, source: `${kind}/${asString(namespace) || namespaceOf(root)}/${name}` };
}

interface Sync {
  readonly sync: JsonObject;
  readonly namespace: string;
  readonly producer: string;
}

/**
 * What an object says of the sync of a FluxInstance: the instance itself, or a release of the chart that makes one.
 *
 * @see https://fluxoperator.dev/docs/charts/flux-instance/
 */
function syncOf(object: KubeObject): Sync | undefined {
  const spec = asObject(object.spec);
  if (isFluxKind(object, "FluxInstance") && isJsonObject(spec.sync)) {
    const producer = formatRef(refOf(object));
    return { sync: spec.sync, namespace: namespaceOf(object) ?? "flux-system", producer };
  }
  if (!isFluxKind(object, "HelmRelease")) return undefined;
  const chart =
    asString(asObject(asObject(spec.chart).spec).chart) ?? asString(asObject(spec.chartRef).name) ?? "";
  const instance = asObject(asObject(spec.values).instance);
  if (!/(^|\/)flux-instance$/.test(chart) || !isJsonObject(instance.sync)) return undefined;
  const namespace = asString(spec.targetNamespace) ?? namespaceOf(object) ?? "flux-system";
  return { sync: instance.sync, namespace, producer: formatRef(refOf(object)) };
}

function entryOfSync({ sync, namespace, producer }: Sync): EntryPoint {
  const path = sourcePath(asString(sync.path)) ?? "";
  const name = asString(sync.name) || namespace;
  const kind = asString(sync.kind) ?? "GitRepository";
  const implied = instanceObjects({ kind, namespace, name, producer, pullSecret: asString(sync.pullSecret) });
  return { path, source: `${kind}/${namespace}/${name}`, implied, skip: new Set() };
}

/** Everything, but what Kustomizations build from paths of their own. */
function wholeTree(tree: FileTree, files: readonly ManifestFile[]): EntryPoint {
  const skip = new Set<string>();
  for (const { object } of files.flatMap((file) => file.objects)) {
    if (!isFluxKind(object, "Kustomization")) continue;
    const path = sourcePath(asString(asObject(object.spec).path));
    if (path && tree.isDirectory(path)) skip.add(path);
  }
  return { ...plainEntry(""), skip, isGuessed: true };
}

function directoriesWithFlux(files: readonly ManifestFile[]): string[] {
  const holds = files.filter((file) =>
    file.objects.some(({ object }) => findFluxKind(groupOf(object.apiVersion), object.kind) !== undefined),
  );
  return holds.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf("/"))));
}

function isFluxKind(object: KubeObject, kind: string): boolean {
  return object.kind === kind && findFluxKind(groupOf(object.apiVersion), object.kind) === kind;
}
