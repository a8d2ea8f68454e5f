import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { checkLayout } from "./layout.js";
import type { RecordFacts } from "./synth-record.js";
import { synthRecordFile } from "./synth-record.js";
import { commitChanges, isInterrupted, recoverTree, stagingDirectory } from "./tree-journal.js";
import { lockFile, withTreeLock } from "./tree-lock.js";
import type { OutputFile, TreePlan } from "./tree-plan.js";
import { planTree } from "./tree-plan.js";

/** Settings of {@link writeTree}. */
export interface WriteOptions extends RecordFacts {
  /** Only compare: write nothing. Default false. */
  readonly check?: boolean;
}

/** What was written, or with `check` what would be. Paths are sorted. */
export interface WriteResult {
  /** Files whose bytes differ, the record among them. With `check` also those that were edited by hand. */
  readonly written: readonly string[];
  /** Own files that the program no longer gives. */
  readonly removed: readonly string[];
  /** Files that the program no longer gives but that were edited by hand: left where they are. */
  readonly kept: readonly string[];
  /** How many files were as they should be. */
  readonly unchanged: number;
  /** Whether an interrupted earlier run was completed first. */
  readonly recovered: boolean;
}

/**
 * Makes a directory hold exactly these files of ours, and leaves everything else in it alone.
 *
 * Only files whose bytes differ are written. `.fluxwright.json` remembers which files are ours, with their hashes: of
 * these, and only these, the ones that the program no longer gives are removed, with the directories that this
 * leaves empty. A process killed at any moment leaves, once the next run has begun, the old tree or the new one (see
 * `commitChanges` for what other readers may see meanwhile). One process writes at a time.
 *
 * @throws FluxwrightError `invalid` for paths that not every disk takes (see `checkLayout`); `refused` for a file that
 * somebody else wrote or edited, a symbolic link on the way, a name that exists in other case, a lock that is held;
 * `io` when the disk says no
 */
export function writeTree(
  directory: string,
  files: readonly OutputFile[],
  { check = false, ...facts }: WriteOptions = {},
): WriteResult {
  checkLayout(files.map(({ path }) => path));
  try {
    if (check) return checkTree(directory, files, facts);
    if (mayBeCurrent(directory, files)) {
      const plan = planTree(directory, files, facts);
      // Nothing to do leaves no trace, not even of a lock.
      if (plan.changes.length === 0) return resultOf(plan, false);
    }
    mkdirSync(directory, { recursive: true });
    return withTreeLock(directory, () => {
      const recovered = recoverTree(directory);
      // Planned anew: the tree may have changed before the lock was ours.
      const locked = planTree(directory, files, facts);
      if (locked.foreign.length > 0) throw foreignChange(locked.foreign);
      if (locked.changes.length > 0) commitChanges(directory, locked.changes);
      return resultOf(locked, recovered);
    });
  } catch (error) {
    if (error instanceof FluxwrightError || !(error instanceof Error && "code" in error)) throw error;
    throw new FluxwrightError("io", `${directory} could not be written: ${error.message}.`, { cause: error });
  }
}

/**
 * Completes what an interrupted {@link writeTree} had decided, for commands that read a directory which synth writes.
 *
 * @returns whether there was something to complete
 * @throws FluxwrightError `refused` when somebody is writing, or edited a file since; `io` when the disk says no
 */
export function completeInterruptedWrite(directory: string): boolean {
  return isInterrupted(directory) && withTreeLock(directory, () => recoverTree(directory));
}

/** Whether it is worth looking before the lock is taken: where nothing was ever written, all is to do. */
function mayBeCurrent(directory: string, files: readonly OutputFile[]): boolean {
  const isFirst = files.length > 0 && !existsSync(join(directory, synthRecordFile));
  return !isFirst && !hasLeftovers(directory);
}

function hasLeftovers(directory: string): boolean {
  return [lockFile, stagingDirectory].some((name) => existsSync(join(directory, name)));
}

function checkTree(directory: string, files: readonly OutputFile[], facts: RecordFacts): WriteResult {
  if (isInterrupted(directory)) {
    throw new FluxwrightError("refused", `An interrupted synth left ${join(directory, stagingDirectory)}.`, {
      hint: "Run synth once to complete it.",
    });
  }
  return resultOf(planTree(directory, files, facts), false);
}

function resultOf({ changes, kept, unchanged }: TreePlan, recovered: boolean): WriteResult {
  const written = changes.flatMap(({ path, after }) => (after === undefined ? [] : [path])).sort();
  const removed = changes.flatMap(({ path, after }) => (after === undefined ? [path] : [])).sort();
  return { written, removed, kept: [...kept].sort(), unchanged, recovered };
}

function foreignChange(paths: readonly string[]): FluxwrightError {
  const named = paths.slice(0, 5).join(", ");
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : "";
  return new FluxwrightError("refused", `Not written by synth, or edited since: ${named}${more}.`, {
    hint: "Move the edit into the program, then delete the file or restore it from git; synth overwrites no foreign work.",
  });
}
