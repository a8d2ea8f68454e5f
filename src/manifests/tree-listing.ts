/** What each directory of a list of file paths holds; answers the questions of a `FileTree`. */
export class TreeListing {
  readonly paths: readonly string[];
  readonly #files: ReadonlySet<string>;
  #directories: ReadonlyMap<string, readonly string[]> | undefined;

  /** @param paths files with `/`, relative to the root, in any order */
  constructor(paths: Iterable<string>) {
    this.paths = [...paths].sort();
    this.#files = new Set(this.paths);
  }

  isFile(path: string): boolean {
    return this.#files.has(normalPath(path));
  }

  isDirectory(path: string): boolean {
    return this.#byDirectory().has(normalPath(path));
  }

  list(directory: string): readonly string[] {
    return this.#byDirectory().get(normalPath(directory)) ?? [];
  }

  #byDirectory(): ReadonlyMap<string, readonly string[]> {
    this.#directories ??= indexDirectories(this.paths);
    return this.#directories;
  }
}

/** A path as trees key it: without `./` in front and `/` behind; `""` is the root. */
export function normalPath(path: string): string {
  if (path === "." || path === "./") return "";
  return path.replace(/^(?:\.\/+)+/, "").replace(/(?<!\/)\/+$/, "");
}

function indexDirectories(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, Set<string>>([["", new Set()]]);
  for (const path of paths) {
    let from = path;
    for (let slash = from.lastIndexOf("/"); ; slash = from.lastIndexOf("/")) {
      const parent = slash < 0 ? "" : from.slice(0, slash);
      const name = from.slice(slash + 1) + (from === path ? "" : "/");
      const siblings = names.get(parent);
      siblings?.add(name);
      if (siblings === undefined) names.set(parent, new Set([name]));
      // A directory that is known is known to its parents too.
      if (parent === "" || siblings !== undefined) break;
      from = parent;
    }
  }
  return new Map([...names].map(([directory, set]) => [directory, [...set].sort()]));
}
