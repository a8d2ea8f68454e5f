import type { Fleet } from "../fleet/fleet.js";
import type { ManifestFile } from "../manifests/manifest-file.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { isJsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf, isKubeObject } from "../objects/kube-object.js";

/** A directory whose files the program writes. */
export interface AdoptedFolder {
  /** Relative to the fleet. */
  readonly path: string;
  /** Entry points of the clusters that apply it; one when it is an entry point itself. */
  readonly clusters: readonly string[];
  /** Whether it is the entry point of its cluster. */
  readonly isEntry: boolean;
  readonly files: readonly ManifestFile[];
}

/** A file that stays YAML. */
export interface LeftFile {
  readonly path: string;
  readonly why: string;
}

/** What becomes program, and what does not. */
export interface ChosenFiles {
  readonly folders: readonly AdoptedFolder[];
  readonly left: readonly LeftFile[];
}

/**
 * Chooses what becomes program: the manifests of entry points, and those of directories that a Kustomization builds
 * and that have no `kustomization.yaml`. What kustomize puts together stays YAML, and so does what others rewrite
 * (`flux bootstrap`, image automation) or what should not be in a program (Secrets).
 */
export function chooseFiles(fleet: Fleet): ChosenFiles {
  const reached = new Set(fleet.clusters.flatMap(({ objects }) => objects.map(({ origin }) => origin.file)));
  const roots = outermost(foldersOf(fleet));
  const files = new Map(roots.map(({ path }) => [path, [] as ManifestFile[]]));
  const left: LeftFile[] = [];
  for (const file of fleet.files) {
    const root = roots.find(({ path }) => isBelow(file.path, path));
    const why = whyLeft(file, fleet, reached, root?.path);
    if (why !== undefined) left.push({ path: file.path, why });
    else if (root) files.get(root.path)?.push(file);
  }
  const folders = roots.map((root) => ({ ...root, files: files.get(root.path) ?? [] }));
  return { folders: folders.filter((folder) => folder.isEntry || folder.files.length > 0), left };
}

type Root = Omit<AdoptedFolder, "files">;

function foldersOf(fleet: Fleet): readonly Root[] {
  const roots = new Map<string, Root>();
  for (const { path } of fleet.clusters) roots.set(path, { path, clusters: [path], isEntry: true });
  for (const { path, builds } of fleet.clusters) {
    for (const { directory, outcome } of builds) {
      if (directory === undefined || outcome !== "built" || !fleet.tree.isDirectory(directory)) continue;
      if (!roots.get(directory)?.isEntry && hasKustomization(fleet, directory)) continue;
      const known = roots.get(directory) ?? { path: directory, clusters: [], isEntry: false };
      if (known.isEntry || known.clusters.includes(path)) continue;
      roots.set(directory, { ...known, clusters: [...known.clusters, path] });
    }
  }
  return [...roots.values()];
}

/** Folders within folders would be applied twice, unless an index told them apart. */
function outermost(roots: readonly Root[]): readonly Root[] {
  return roots.filter(
    ({ path, isEntry }) =>
      isEntry || !roots.some((other) => other.path !== path && isBelow(`${path}/`, other.path)),
  );
}

function isBelow(path: string, directory: string): boolean {
  return directory === "" || path.startsWith(`${directory}/`);
}

/** Why a file stays YAML; undefined when it becomes program. */
function whyLeft(
  file: ManifestFile,
  fleet: Fleet,
  reached: ReadonlySet<string>,
  root: string | undefined,
): string | undefined {
  const { path, documents, diagnostics } = file;
  if (KUSTOMIZATION.test(path)) return "kustomize reads it";
  if (!reached.has(path)) return "no cluster applies it as it is";
  if (root === undefined) return "kustomize builds its directory";
  if (directoriesBetween(path, root).some((directory) => hasKustomization(fleet, directory))) {
    return "kustomize builds its directory";
  }
  if (/(^|\/)gotk-(components|sync)\.yaml$/.test(path)) return "flux bootstrap writes it";
  if (!path.endsWith(".yaml") || diagnostics.length > 0) return "it is not plain YAML in a .yaml file";
  if (fleet.tree.readText(path).includes('{"$imagepolicy"')) return "image automation writes into it";
  return documents.map(({ value }) => whyNotObject(value)).find((why) => why !== undefined);
}

const KUSTOMIZATION = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

/** Directories from that of a file up to the folder, without the folder itself: an entry point may have an index. */
function directoriesBetween(file: string, root: string): string[] {
  const directories: string[] = [];
  for (let at = parentOf(file); at !== root; at = parentOf(at)) directories.push(at);
  return directories;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function hasKustomization({ tree }: Fleet, directory: string): boolean {
  return tree.list(directory).some((name) => KUSTOMIZATION.test(name));
}

function whyNotObject(value: JsonValue): string | undefined {
  if (!isKubeObject(value) || Array.isArray(value.items))
    return "it holds something other than plain objects";
  const { name, namespace = "" } = value.metadata as JsonObject;
  if (typeof name !== "string" || name === "" || typeof namespace !== "string") {
    return "an object in it has no proper name";
  }
  if (isSecret(value)) return "it holds a Secret";
  if (hasNull(value)) return "it holds a null, which a program cannot write";
  return undefined;
}

function isSecret(object: KubeObject): boolean {
  return object.sops !== undefined || (object.kind === "Secret" && groupOf(object.apiVersion) === "");
}

function hasNull(value: JsonValue | undefined): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.some(hasNull);
  return isJsonObject(value) && Object.values(value).some(hasNull);
}
