import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { FileTree } from "./file-tree.js";
import type { ManifestFile } from "./manifest-file.js";
import { parseManifests } from "./parse.js";
import { normalPath, TreeListing } from "./tree-listing.js";

/** Where a tree gets its files from. */
export interface TreeSource {
  readonly label: string;
  /** All file paths; asked once. */
  readonly paths: () => Iterable<string>;
  /** Text of a file that is there. */
  readonly read: (path: string) => string;
  /** The file as manifests, when they are known without parsing. */
  readonly manifests?: (path: string) => ManifestFile | undefined;
}

/** A file tree that lists and parses when asked, and remembers. */
export function lazyTree(source: TreeSource): FileTree {
  const parsed = new Map<string, ManifestFile>();
  let known: TreeListing | undefined;
  const listing = (): TreeListing => {
    known ??= new TreeListing(source.paths());
    return known;
  };
  const readText = (path: string): string => {
    const name = normalPath(path);
    if (!listing().isFile(name)) throw new FluxwrightError("io", `${source.label} has no file ${name}.`);
    const text = source.read(name);
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  };
  return {
    label: source.label,
    get paths() {
      return listing().paths;
    },
    isFile: (path) => listing().isFile(path),
    isDirectory: (path) => listing().isDirectory(path),
    list: (directory) => listing().list(directory),
    readText,
    manifests: (path) => {
      const name = normalPath(path);
      const file = parsed.get(name) ?? source.manifests?.(name) ?? parseManifests(name, readText(name));
      parsed.set(name, file);
      return file;
    },
  };
}
