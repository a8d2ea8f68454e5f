import type { Dirent } from "node:fs";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { hasCode } from "./durable-file.js";
import { foldName, prefixesOf } from "./layout.js";

/**
 * Looks at what stands on disk where files are to be written: no symbolic link on the way, no file where a directory is
 * needed or the reverse, no name that differs in case or Unicode form only. Each directory is listed once.
 *
 * @param leaving own files that are about to be removed, and so do not stand in the way
 * @returns those of the paths at which something stands
 * @throws FluxwrightError `refused`, naming the path
 */
export function guardPaths(
  root: string,
  paths: readonly string[],
  leaving: ReadonlySet<string>,
): ReadonlySet<string> {
  const listings = new Map<string, DirectoryListing>();
  const listingOf = (directory: string): DirectoryListing => {
    const known = listings.get(directory) ?? listDirectory(join(root, directory));
    listings.set(directory, known);
    return known;
  };
  const seen = new Set<string>();
  for (const path of paths) {
    for (const prefix of prefixesOf(path)) {
      if (seen.has(prefix)) continue;
      seen.add(prefix);
      const why =
        leaving.has(prefix) && prefix !== path ? undefined : whyInTheWay(prefix, path, listingOf, leaving);
      if (why !== undefined) throw new FluxwrightError("refused", `${join(root, prefix)} ${why}.`);
    }
  }
  return new Set(paths.filter((path) => listingOf(parentOf(path)).byName.has(nameOf(path))));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

interface DirectoryListing {
  readonly byName: ReadonlyMap<string, Dirent>;
  readonly byFolded: ReadonlyMap<string, string>;
}

function whyInTheWay(
  prefix: string,
  path: string,
  listingOf: (directory: string) => DirectoryListing,
  leaving: ReadonlySet<string>,
): string | undefined {
  const parent = parentOf(prefix);
  const name = nameOf(prefix);
  const { byName, byFolded } = listingOf(parent);
  const entry = byName.get(name);
  if (entry === undefined) {
    const other = byFolded.get(foldName(name));
    const inTheWay = other !== undefined && !leaving.has(parent === "" ? other : `${parent}/${other}`);
    return inTheWay ? `stands there as ${other}, one name with it on disks that ignore case` : undefined;
  }
  if (entry.isSymbolicLink()) return "is a symbolic link; synth writes through none";
  if (prefix === path)
    return entry.isDirectory() ? "is a directory; a file was to be written there" : undefined;
  return entry.isDirectory() ? undefined : "is a file; a directory is needed there";
}

function listDirectory(directory: string): DirectoryListing {
  const entries = entriesOf(directory);
  return {
    byName: new Map(entries.map((entry) => [entry.name, entry])),
    byFolded: new Map(entries.map(({ name }) => [foldName(name), name])),
  };
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return [];
    throw error;
  }
}
