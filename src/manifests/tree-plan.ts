import { join } from "node:path";
import { readIfThere, sha256, sha256OfPieces } from "./durable-file.js";
import { guardPaths } from "./path-guard.js";
import { printSynthRecord } from "./print-synth-record.js";
import { parseSynthRecord } from "./read-synth-record.js";
import type { RecordFacts, SynthRecord, SynthRecordFile, SynthRecordObject } from "./synth-record.js";
import { synthRecordFile } from "./synth-record.js";
import type { StagedChange } from "./tree-journal.js";

/** A file to write, and what the record shall remember of it. */
export interface OutputFile {
  /** Path with `/`, relative to the output directory. */
  readonly path: string;
  readonly text: string;
  /** May be made anew each time it is asked for. */
  readonly objects: readonly SynthRecordObject[];
}

/** What stands between the tree on disk and the one wanted. */
export interface TreePlan {
  /** Files to write or remove, the record last; those that are foreign are among them. */
  readonly changes: readonly StagedChange[];
  /** Paths to write where somebody else wrote, or edited what we wrote. */
  readonly foreign: readonly string[];
  /** Files that are no longer ours to give, but were edited: they stay. */
  readonly kept: readonly string[];
  readonly unchanged: number;
}

/** Compares a directory with the files that it should hold of ours. Reads only. Throws as `guardPaths` does. */
export function planTree(directory: string, files: readonly OutputFile[], facts: RecordFacts = {}): TreePlan {
  const owned = readRecord(directory)?.files ?? {};
  const wanted = new Set(files.map(({ path }) => path));
  const stale = Object.keys(owned).filter((path) => !wanted.has(path));
  const standing = guardPaths(directory, [...wanted, ...stale], new Set(stale));
  const changes: StagedChange[] = [];
  const foreign: string[] = [];
  const kept: string[] = [];
  const hashed: HashedFile[] = [];
  for (const file of files) {
    const { path, text } = file;
    const hash = sha256(text);
    hashed.push({ file, hash });
    // Asking the disk for thousands of files that are not there costs an exception each.
    const before = standing.has(path) ? hashOnDisk(directory, path) : undefined;
    if (before === hash) continue;
    changes.push({ path, after: hash, text, ...(before === undefined ? {} : { before }) });
    if (before !== undefined && before !== owned[path]?.sha256) foreign.push(path);
  }
  const unchanged = files.length - changes.length;
  for (const path of stale) {
    const before = hashOnDisk(directory, path);
    if (before === undefined) continue;
    if (before === owned[path]?.sha256) changes.push({ path, before });
    else kept.push(path);
  }
  changes.push(...recordChange(directory, hashed, facts));
  return { changes, foreign, kept, unchanged };
}

function readRecord(directory: string): SynthRecord | undefined {
  const path = join(directory, synthRecordFile);
  const text = readIfThere(path)?.toString("utf8");
  return text === undefined ? undefined : parseSynthRecord(text, path);
}

function hashOnDisk(directory: string, path: string): string | undefined {
  const bytes = readIfThere(join(directory, path));
  return bytes === undefined ? undefined : sha256(bytes);
}

interface HashedFile {
  readonly file: OutputFile;
  readonly hash: string;
}

function recordChange(
  directory: string,
  files: readonly HashedFile[],
  { externals = [], clusterUids = {} }: RecordFacts,
): StagedChange[] {
  const before = hashOnDisk(directory, synthRecordFile);
  if (files.length === 0 && before === undefined) return [];
  const sorted = [...files].sort((a, b) => compareText(a.file.path, b.file.path));
  const facts: RecordFacts = {
    ...(externals.length === 0 ? {} : { externals: [...new Set(externals)].sort() }),
    ...(Object.keys(clusterUids).length === 0 ? {} : { clusterUids: sortedMap(clusterUids) }),
  };
  const text = (): Iterable<string> => printSynthRecord(recordFiles(sorted), facts);
  const after = sha256OfPieces(text());
  if (before === after) return [];
  return [{ path: synthRecordFile, after, text, ...(before === undefined ? {} : { before }) }];
}

function* recordFiles(files: readonly HashedFile[]): Generator<[string, SynthRecordFile]> {
  for (const { file, hash } of files) yield [file.path, { sha256: hash, objects: file.objects }];
}

function sortedMap<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => compareText(a, b)));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
