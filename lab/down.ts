import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LabError } from "./lab-error.js";
import { LOGS_DIR, RUN_DIR } from "./paths.js";
import { type Part, readParts, stopPart } from "./processes.js";

/** Parts that others write to go after those. */
const LAST = ["kube-apiserver", "etcd"] as const;

/**
 * Stops every process that the lab started, by its id, and removes what the lab wrote, logs aside.
 *
 * @returns the names of the parts that were stopped.
 */
export async function stopLab(): Promise<readonly string[]> {
  const parts = readParts();
  await Promise.all(parts.filter(({ name }) => !isLast(name)).map((part) => stopPart(part)));
  for (const name of LAST) {
    const part = parts.find((candidate) => candidate.name === name);
    if (part !== undefined) await stopPart(part);
  }
  for (const folder of new Set(parts.flatMap(scratchFolder)))
    rmSync(folder, { recursive: true, force: true });
  removeRunFiles();
  return parts.map(({ name }) => name);
}

function isLast(name: string): boolean {
  return (LAST as readonly string[]).includes(name);
}

function scratchFolder(part: Part): readonly string[] {
  const folder = part.env.TMPDIR;
  if (folder === undefined) return [];
  if (!folder.includes("fluxwright-lab")) throw new LabError(`${folder} is not a folder of the lab`);
  return [folder];
}

function removeRunFiles(): void {
  if (!existsSync(RUN_DIR)) return;
  for (const name of readdirSync(RUN_DIR)) {
    const path = join(RUN_DIR, name);
    if (path !== LOGS_DIR) rmSync(path, { recursive: true, force: true });
  }
}
