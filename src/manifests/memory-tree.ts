import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { Located } from "../objects/origin.js";
import type { FileTree } from "./file-tree.js";
import { lazyTree } from "./lazy-tree.js";
import type { ManifestFile } from "./manifest-file.js";
import { normalPath } from "./tree-listing.js";

/** A file that a program is about to write, or a test has at hand. */
export interface MemoryFile {
  /** Path with `/`, relative to the root of the tree. */
  readonly path: string;
  /** The text, or how to get it: called at most once, and never when only the objects are asked for. */
  readonly text: string | (() => string);
  /** What the text holds, when that is known: objects with their origins in the program, in order. Saves parsing. */
  readonly objects?: readonly Located[];
}

/**
 * A tree of files in memory.
 *
 * @throws FluxwrightError `invalid` when two files have one path
 */
export function memoryTree(files: Iterable<MemoryFile>, label = "program"): FileTree {
  const byPath = new Map<string, MemoryFile>();
  for (const file of files) {
    const path = normalPath(file.path);
    if (byPath.has(path))
      throw new FluxwrightError("invalid", `Two files of ${label} have the path ${path}.`);
    byPath.set(path, file);
  }
  const texts = new Map<string, string>();
  return lazyTree({
    label,
    paths: () => byPath.keys(),
    read: (path) => {
      const { text } = byPath.get(path)!;
      const known = texts.get(path) ?? (typeof text === "string" ? text : text());
      texts.set(path, known);
      return known;
    },
    manifests: (path) => knownManifests(path, byPath.get(path)?.objects),
  });
}

function knownManifests(path: string, objects: readonly Located[] | undefined): ManifestFile | undefined {
  if (objects === undefined) return undefined;
  const documents = objects.map(({ object, origin }, index) => ({ value: object, origin, index }));
  return { path, documents, objects, diagnostics: [] };
}
