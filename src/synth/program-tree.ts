import { existsSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { directoryTree } from "../manifests/directory-tree.js";
import type { FileTree } from "../manifests/file-tree.js";
import { lazyTree } from "../manifests/lazy-tree.js";
import type { ManifestDocument, ManifestFile } from "../manifests/manifest-file.js";
import { readSynthRecord } from "../manifests/read-synth-record.js";
import { synthRecordFile } from "../manifests/synth-record.js";
import type { Located } from "../objects/origin.js";
import type { ProgramObject } from "./program-files.js";

/** A file that synth is about to write. */
export interface TreeFile {
  /** Path below the output's root. */
  readonly path: string;
  readonly text: string;
  /** What the text holds; absent for an index, which is read from its text. */
  readonly objects?: readonly ProgramObject[];
}

/** The output as it stands; undefined when there is none yet. */
export function outputTree(outDir: string): FileTree | undefined {
  return existsSync(outDir) ? directoryTree(outDir) : undefined;
}

/**
 * The repository as Flux will see it after the synth: what the program gives, and what others wrote into the output
 * and synth leaves alone. Own files of an earlier synth that the program no longer gives are gone.
 *
 * @param root where the output lies in the repository; empty for the root.
 * @param onRead called with each text of others that is read, and its path below the output.
 */
export function programTree(
  files: readonly TreeFile[],
  output: FileTree | undefined,
  root: string,
  onRead?: (path: string, text: string) => void,
): FileTree {
  const prefix = root === "" ? "" : `${root}/`;
  const own = new Map(files.map((file) => [file.path, file]));
  return lazyTree({
    label: "program",
    paths: () => [...own.keys(), ...foreignPaths(output, own)].map((path) => prefix + path),
    read: (path) => {
      const below = path.slice(prefix.length);
      const written = own.get(below)?.text;
      if (written !== undefined) return written;
      const text = output!.readText(below);
      onRead?.(below, text);
      return text;
    },
    manifests: (path) => knownManifests(path, own.get(path.slice(prefix.length))?.objects),
  });
}

function foreignPaths(output: FileTree | undefined, own: ReadonlyMap<string, TreeFile>): string[] {
  if (output === undefined) return [];
  const recorded = readSynthRecord(output)?.files ?? {};
  return output.paths.filter(
    (path) => !own.has(path) && !Object.hasOwn(recorded, path) && path !== synthRecordFile,
  );
}

function knownManifests(path: string, objects: readonly Located[] | undefined): ManifestFile | undefined {
  return objects === undefined ? undefined : new ProgramManifests(path, objects);
}

const NONE: readonly Diagnostic[] = [];

/** A file of the program as read. Its documents are made when asked: a build needs those of one file at a time. */
class ProgramManifests implements ManifestFile {
  readonly path: string;
  readonly objects: readonly Located[];
  readonly diagnostics: readonly Diagnostic[] = NONE;

  constructor(path: string, objects: readonly Located[]) {
    this.path = path;
    this.objects = objects;
  }

  get documents(): ManifestDocument[] {
    return this.objects.map(({ object, origin }, index) => ({ value: object, origin, index }));
  }
}
