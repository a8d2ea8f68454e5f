import type { ManifestFile } from "../manifests/manifest-file.js";
import { asArray, asObject, asString } from "../objects/json.js";
import { groupOf } from "../objects/kube-object.js";
import type { Located } from "../objects/origin.js";
import type { FleetCluster } from "./fleet.js";
import { parentOf, resolvePath } from "./kustomize/tree-paths.js";

/**
 * The objects in files that no build read. Files that a kustomization names as patches or configuration are no
 * objects, whether or not the kustomization is built.
 */
export function unreachedObjects(
  files: readonly ManifestFile[],
  clusters: readonly FleetCluster[],
  reached: ReadonlySet<string>,
): Located[] {
  const used = new Set(reached);
  for (const cluster of clusters) for (const { origin } of cluster.objects) used.add(origin.file);
  const fragments = new Set(files.flatMap((file) => [...fragmentsOf(file)]));
  return files
    .filter((file) => !used.has(file.path) && !fragments.has(file.path))
    .flatMap((file) => file.objects)
    .filter(({ object }) => groupOf(object.apiVersion) !== "kustomize.config.k8s.io");
}

/** The files that a kustomization uses without applying them as they are. */
function* fragmentsOf(file: ManifestFile): Iterable<string> {
  if (!/(^|\/)kustomization\.ya?ml$/i.test(file.path)) return;
  const directory = parentOf(file.path);
  const value = asObject(file.documents[0]?.value);
  const paths = [
    ...[...asArray(value.patches), ...asArray(value.patchesJson6902), ...asArray(value.replacements)].map(
      (entry) => asObject(entry).path,
    ),
    ...[
      ...asArray(value.patchesStrategicMerge),
      ...asArray(value.configurations),
      ...asArray(value.transformers),
    ],
    ...asArray(value.configMapGenerator).flatMap((entry) => asArray(asObject(entry).files)),
  ];
  for (const path of paths) {
    const text = asString(path);
    const resolved =
      text === undefined ? undefined : resolvePath(directory, text.slice(text.indexOf("=") + 1));
    if (resolved !== undefined) yield resolved;
  }
}
