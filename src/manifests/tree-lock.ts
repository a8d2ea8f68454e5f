import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { hasCode } from "./durable-file.js";

/** Name of the lock in a directory that synth is writing to. */
export const lockFile = ".fluxwright.lock";

/**
 * Runs `work` while this process alone may write to a directory. The lock is a file with the process's id; one that a
 * dead process left is taken over.
 *
 * @throws FluxwrightError `refused` when a living process holds it
 */
export function withTreeLock<T>(directory: string, work: () => T): T {
  const path = join(directory, lockFile);
  if (!tryLock(path)) {
    breakStaleLock(path);
    if (!tryLock(path)) throw heldBy(path, readOwner(path));
  }
  try {
    return work();
  } finally {
    unlinkSync(path);
  }
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/**
 * Removes the lock of a dead process. Moved aside first and looked at again: another process may have broken the same
 * lock a moment ago, and what was moved would be its new one, which is put back.
 */
function breakStaleLock(path: string): void {
  const owner = readOwner(path);
  if (owner === undefined) return;
  if (isAlive(owner)) throw heldBy(path, owner);
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  const moved = readOwner(aside);
  if (moved !== undefined && isAlive(moved)) linkSync(aside, path);
  unlinkSync(aside);
}

/** The process id in a lock; NaN for a lock that its process was killed over before writing; undefined for none. */
function readOwner(path: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(path, "utf8"), 10);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Our own id in a lock that we do not hold is that of an earlier process: in containers, ids repeat. */
function isAlive(pid: number): boolean {
  if (Number.isNaN(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function heldBy(path: string, owner: number | undefined): FluxwrightError {
  const message = `Another process (${owner ?? "unknown"}) is writing there: it holds ${path}.`;
  return new FluxwrightError("refused", message, { hint: "Wait for it, or delete the lock if it is gone." });
}
