import type { KustomizeResult } from "../../../src/fleet/kustomize/build.js";
import { buildDirectory } from "../../../src/fleet/kustomize/build.js";
import type { BuildMemo } from "../../../src/fleet/kustomize/build-memo.js";
import type { WrittenPlace } from "../../../src/fleet/kustomize/provenance.js";
import type { FileTree } from "../../../src/manifests/file-tree.js";
import { memoryTree } from "../../../src/manifests/memory-tree.js";

/** The place of a build that nothing asked for. */
export const nowhere: WrittenPlace = {
  origin: { file: "", locate: () => ({ file: "", line: 1, column: 1 }) },
  pointer: "",
};

export function memoOf(tree: FileTree): BuildMemo {
  return {
    accumulated: new Map(),
    readText: (file) => (tree.isFile(file) ? tree.readText(file) : undefined),
  };
}

/** A tree of files given as texts by path. */
export function treeOf(files: Readonly<Record<string, string>>): FileTree {
  return memoryTree(Object.entries(files).map(([path, text]) => ({ path, text })));
}

/** Builds a directory of files given as texts. */
export function build(files: Readonly<Record<string, string>>, directory = ""): KustomizeResult {
  const tree = treeOf(files);
  return buildDirectory(tree, directory, nowhere, memoOf(tree));
}
