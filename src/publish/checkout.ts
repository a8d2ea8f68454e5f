import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { GitOptions } from "../git/git.js";
import { askGit, git } from "../git/git.js";

/** A checkout that may be committed to: on a branch, with nothing uncommitted. */
export interface Checkout {
  readonly root: string;
  readonly branch: string;
  readonly head: string;
}

/**
 * The checkout that a directory belongs to, on the branch asked for.
 *
 * @throws FluxwrightError `refused` for a detached HEAD, uncommitted changes or a path outside any repository:
 * what is not ours must not end up in our commit.
 */
export async function openCheckout(
  directory: string,
  branch: string | undefined,
  options: GitOptions,
): Promise<Checkout> {
  const found = await askGit(nearestDirectory(directory), ["rev-parse", "--show-toplevel"], options);
  if (found.code !== 0) {
    throw new FluxwrightError("refused", `${directory} is in no git repository`, {
      hint: "Give the fleet's checkout with --repo.",
    });
  }
  const root = found.stdout.trim();
  await requireClean(root, options);
  const current = await askGit(root, ["symbolic-ref", "--short", "--quiet", "HEAD"], options);
  if (current.code !== 0 && branch === undefined) {
    throw new FluxwrightError("refused", `${root} is at a detached HEAD`, {
      hint: "Switch to a branch, or give --branch.",
    });
  }
  if (branch !== undefined && branch !== current.stdout.trim()) await switchTo(root, branch, options);
  const head = (await git(root, ["rev-parse", "HEAD"], options)).trim();
  return { root, branch: branch ?? current.stdout.trim(), head };
}

/** The directory, or the nearest one above it that is there: the first synth makes its output's. */
function nearestDirectory(directory: string): string {
  let nearest = directory;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  return nearest;
}

async function requireClean(root: string, options: GitOptions): Promise<void> {
  const changes = (await git(root, ["status", "--porcelain"], options)).trimEnd();
  if (changes === "") return;
  const shown = changes.split("\n").slice(0, 5).join("\n");
  throw new FluxwrightError("refused", `${root} has uncommitted changes:\n${shown}`, {
    hint: "Commit or stash them first: publish commits only what synth writes.",
  });
}

async function switchTo(root: string, branch: string, options: GitOptions): Promise<void> {
  const { code } = await askGit(root, ["switch", branch], options);
  if (code !== 0) await git(root, ["switch", "--create", branch], options);
}

/** The commit of the program, with `-dirty` when it has changes that are in no commit; undefined outside git. */
export async function programCommit(directory: string, options: GitOptions): Promise<string | undefined> {
  const { code, stdout } = await askGit(directory, ["rev-parse", "HEAD"], options);
  if (code !== 0) return undefined;
  const status = await git(directory, ["status", "--porcelain", "--", "."], options);
  return `${stdout.trim()}${status.trim() === "" ? "" : "-dirty"}`;
}
