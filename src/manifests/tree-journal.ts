import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { hasCode, readIfThere, sha256, writeDurably, writePieces } from "./durable-file.js";

/** Directory below the output that holds new files until all of them are there. */
export const stagingDirectory = ".fluxwright-staging";
const JOURNAL = "journal.json";

/** One file that changes. Hashes are SHA-256 in hex; absent where there is no file. */
interface TreeChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** A change with the new text of its file, whole or in pieces; without one, the file goes. */
export interface StagedChange extends TreeChange {
  readonly text?: string | (() => Iterable<string>);
}

/**
 * Brings a tree from one state to the next so that a process killed at any moment leaves the old tree or the new one,
 * once {@link recoverTree} has run: all new files are staged, then one rename publishes the journal (the moment at which
 * the new tree is decided), then each file is renamed into place. Between that moment and the end a program that reads
 * the files itself may see old and new files side by side, but never a part of a file.
 *
 * The promise is against killed processes. Only the journal is synced to the disk, since syncing 10,000 files takes half
 * a minute; after a power cut recovery compares each staged file with its hash, and refuses what was lost.
 *
 * The caller holds the lock.
 */
export function commitChanges(root: string, changes: readonly StagedChange[]): void {
  const staging = join(root, stagingDirectory);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging);
  changes.forEach(({ text }, i) => {
    const staged = join(staging, String(i));
    if (typeof text === "string") writeFileSync(staged, text);
    else if (text !== undefined) writePieces(staged, text());
  });
  const journal = changes.map(({ text: _, ...change }) => change);
  writeDurably(join(staging, `${JOURNAL}.new`), JSON.stringify(journal));
  renameSync(join(staging, `${JOURNAL}.new`), join(staging, JOURNAL));
  finish(root, journal);
}

/** Whether a killed process left a decided but unfinished change. */
export function isInterrupted(root: string): boolean {
  return existsSync(join(root, stagingDirectory, JOURNAL));
}

/**
 * Completes what a killed process had decided, and clears what it had not. The caller holds the lock.
 *
 * @returns whether there was a decided change to complete
 * @throws FluxwrightError `refused` when a file was edited between the kill and now
 */
export function recoverTree(root: string): boolean {
  const staging = join(root, stagingDirectory);
  const text = readIfThere(join(staging, JOURNAL))?.toString("utf8");
  if (text === undefined) {
    rmSync(staging, { recursive: true, force: true });
    return false;
  }
  const journal = JSON.parse(text) as TreeChange[];
  for (const [i, change] of journal.entries()) checkRecoverable(root, change, join(staging, String(i)));
  finish(root, journal);
  return true;
}

function checkRecoverable(root: string, { path, before, after }: TreeChange, staged: string): void {
  const now = hashOf(join(root, path));
  if (now === after) return;
  const hint = `Undo what changed, or delete ${stagingDirectory} to give the interrupted synth up.`;
  if (now !== before) {
    throw new FluxwrightError("refused", `${path} was edited after a synth was interrupted.`, { hint });
  }
  if (after !== undefined && hashOf(staged) !== after) {
    throw new FluxwrightError("refused", `The new ${path} of an interrupted synth is lost.`, { hint });
  }
}

function hashOf(path: string): string | undefined {
  const bytes = readIfThere(path);
  return bytes === undefined ? undefined : sha256(bytes);
}

/** Every step may have been done already. Removals go first: a file may give way to a directory. */
function finish(root: string, journal: readonly TreeChange[]): void {
  const staging = join(root, stagingDirectory);
  const made = new Set<string>();
  for (const { path, after } of journal) if (after === undefined) removeFile(root, path);
  for (const [i, { path, after }] of journal.entries()) {
    if (after === undefined) continue;
    const target = join(root, path);
    const directory = dirname(target);
    if (!made.has(directory)) mkdirSync(directory, { recursive: true });
    made.add(directory);
    moveIfThere(join(staging, String(i)), target);
  }
  // The journal goes before the rest: without it the rest is litter that the next run clears.
  unlinkSync(join(staging, JOURNAL));
  rmSync(staging, { recursive: true, force: true });
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

/** Removes a file, and the directories above it that it leaves empty. */
function removeFile(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  for (let directory = dirname(path); directory !== "."; directory = dirname(directory)) {
    try {
      rmdirSync(join(root, directory));
    } catch (error) {
      if (!hasCode(error, "ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR")) throw error;
      if (!hasCode(error, "ENOENT")) return;
    }
  }
}
