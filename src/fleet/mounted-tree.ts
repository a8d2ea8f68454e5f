import type { FileTree } from "../manifests/file-tree.js";
import { lazyTree } from "../manifests/lazy-tree.js";
import { parseManifests } from "../manifests/parse.js";

/**
 * A tree whose files are named with the tree's label in front wherever they are pointed at, so that places in
 * another repository are not taken for places in the fleet.
 */
export function mountedTree(tree: FileTree): FileTree {
  return lazyTree({
    label: tree.label,
    paths: () => tree.paths,
    read: (path) => tree.readText(path),
    manifests: (path) => parseManifests(mountedPath(tree, path), tree.readText(path)),
  });
}

/** How places name a file of a mounted tree. */
export function mountedPath(tree: FileTree, path: string): string {
  return `${tree.label.replace(/(?<!\/)\/+$/, "")}/${path}`;
}
