import type { Dirent } from "node:fs";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { FileTree } from "./file-tree.js";
import { lazyTree } from "./lazy-tree.js";
import { stagingDirectory } from "./tree-journal.js";

/** Directories that hold no manifests of a fleet, wherever they stand. */
const LEFT_OUT: ReadonlySet<string> = new Set([".git", "node_modules", stagingDirectory]);

/**
 * The files below a directory on disk, listed at the first question and read when asked. Symbolic links to files inside
 * the root are files; links to directories, out of the root, or to nothing are left out, as are `.git`,
 * `node_modules` and what an interrupted synth staged. Remembers what it listed and parsed: one tree is one look at the disk.
 *
 * @throws FluxwrightError `io` when the directory cannot be read
 */
export function directoryTree(directory: string, label: string = directory): FileTree {
  return lazyTree({
    label,
    paths: () => [...filesBelow(rootOf(directory))],
    read: (path) => readText(join(directory, path)),
  });
}

function rootOf(directory: string): string {
  try {
    const root = realpathSync(directory);
    if (statSync(root).isDirectory()) return root;
  } catch (cause) {
    throw new FluxwrightError("io", `${directory} cannot be read.`, { cause });
  }
  throw new FluxwrightError("io", `${directory} is no directory.`);
}

function* filesBelow(root: string, prefix = ""): Generator<string> {
  for (const entry of entriesOf(join(root, prefix))) {
    const path = prefix + entry.name;
    if (entry.isFile()) yield path;
    else if (entry.isDirectory()) {
      if (!LEFT_OUT.has(entry.name)) yield* filesBelow(root, `${path}/`);
    } else if (entry.isSymbolicLink() && isFileInside(root, join(root, path))) yield path;
  }
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (cause) {
    throw new FluxwrightError("io", `${directory} cannot be listed.`, { cause });
  }
}

function isFileInside(root: string, link: string): boolean {
  try {
    const target = realpathSync(link);
    const inside = relative(root, target);
    return inside !== ".." && !inside.startsWith(`..${sep}`) && statSync(target).isFile();
  } catch {
    // A link to nothing, or in a circle: not a file.
    return false;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new FluxwrightError("io", `${path} cannot be read.`, { cause });
  }
}
