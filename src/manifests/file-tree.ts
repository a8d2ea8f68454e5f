import type { ManifestFile } from "./manifest-file.js";

/**
 * Files below one root: a directory on disk, a git revision, or what a program is about to write. Paths have
 * `/`, are relative to the root and never lead out of it.
 */
export interface FileTree {
  /** What the tree is, for messages: a directory, `git:HEAD`, `program`. */
  readonly label: string;
  /** All file paths, sorted by code unit. Directories named `.git` and `node_modules` are left out. */
  readonly paths: readonly string[];
  /** Whether the path is a file. */
  isFile(path: string): boolean;
  /** Whether the path is a directory; `""` and `"."` are the root. */
  isDirectory(path: string): boolean;
  /** Names directly below a directory, sorted; directories end with `/`. */
  list(directory: string): readonly string[];
  /** Text of a file, without a byte order mark. Throws `FluxwrightError("io")` when it is not there. */
  readText(path: string): string;
  /** The file parsed as YAML; parsed once. */
  manifests(path: string): ManifestFile;
}
