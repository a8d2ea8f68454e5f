import type { FileTree } from "./file-tree.js";
import { lazyTree } from "./lazy-tree.js";

/** The same files, saying which texts are read: each time, before the reader has it. */
export function watchedTree(tree: FileTree, onRead: (path: string, text: string) => void): FileTree {
  return lazyTree({
    label: tree.label,
    paths: () => tree.paths,
    read: (path) => {
      const text = tree.readText(path);
      onRead(path, text);
      return text;
    },
  });
}
