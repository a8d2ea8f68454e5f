import type { FileTree } from "../manifests/file-tree.js";
import type { ManifestFile } from "../manifests/manifest-file.js";
import { asArray, asObject, asString } from "../objects/json.js";
import { groupOf } from "../objects/kube-object.js";
import type { Located } from "../objects/origin.js";
import type { FleetCluster } from "./fleet.js";
import type { KustomizeResult } from "./kustomize/build.js";
import { buildDirectory } from "./kustomize/build.js";
import type { BuildMemo } from "./kustomize/build-memo.js";
import { parentOf, resolvePath } from "./kustomize/tree-paths.js";

/**
 * The objects that no cluster reaches. Directories with a kustomization are built, since what stands in them is
 * often completed by it; other files count as they are. Patches, configuration and what a component holds are no
 * objects. What does not build here is not reported: nothing says that Flux ever builds it.
 *
 * @param reached files and directories that are part of a cluster
 */
export function unreachedObjects(
  tree: FileTree,
  files: readonly ManifestFile[],
  clusters: readonly FleetCluster[],
  reached: ReadonlySet<string>,
  memo: BuildMemo,
): Located[] {
  const used = new Set(reached);
  for (const cluster of clusters) for (const { origin } of cluster.objects) used.add(origin.file);
  const kustomizations = files.filter((file) => isKustomization(file));
  const builds = kustomizations
    .filter((file) => !used.has(file.path))
    .map((file) => buildOf(tree, file, memo));
  const included = new Set(builds.flatMap(({ result }) => result.inner));
  const built = builds
    .filter(({ directory, isComponent }) => !isComponent && !included.has(`${directory}/`))
    .flatMap(({ result }) => result.objects);
  for (const { result } of builds) for (const file of result.files) used.add(file);
  for (const file of kustomizations) for (const path of fragmentsOf(file)) used.add(path);
  const loose = files
    .filter((file) => !used.has(file.path))
    .flatMap((file) => file.objects)
    .filter(({ object }) => groupOf(object.apiVersion) !== "kustomize.config.k8s.io");
  return [...built, ...loose];
}

function isKustomization({ path }: ManifestFile): boolean {
  return /(^|\/)kustomization\.ya?ml$/.test(path);
}

interface UnreachedBuild {
  readonly directory: string;
  readonly isComponent: boolean;
  /** `inner` are the directories that it includes. */
  readonly result: KustomizeResult & { readonly inner: readonly string[] };
}

function buildOf(tree: FileTree, file: ManifestFile, memo: BuildMemo): UnreachedBuild {
  const directory = parentOf(file.path);
  const at = {
    origin: { file: file.path, locate: () => ({ file: file.path, line: 1, column: 1 }) },
    pointer: "",
  };
  const result = buildDirectory(tree, directory, at, memo);
  const inner = [...result.files].filter((path) => path.endsWith("/") && path !== `${directory}/`);
  const isComponent = asObject(file.documents[0]?.value).kind === "Component";
  return { directory, isComponent, result: { ...result, inner } };
}

/** The files that a kustomization uses without applying them as they are. */
function* fragmentsOf(file: ManifestFile): Iterable<string> {
  const directory = parentOf(file.path);
  const value = asObject(file.documents[0]?.value);
  const list = (key: string): readonly unknown[] => asArray(value[key]);
  const paths = [
    ...["patches", "patchesJson6902", "replacements"].flatMap(list).map((entry) => asObject(entry).path),
    ...["patchesStrategicMerge", "configurations", "transformers"].flatMap(list),
    ...list("configMapGenerator").flatMap((entry) => asArray(asObject(entry).files)),
  ];
  for (const path of paths) {
    const text = asString(path);
    const resolved =
      text === undefined ? undefined : resolvePath(directory, text.slice(text.indexOf("=") + 1));
    if (resolved !== undefined) yield resolved;
  }
}
