import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { askGit } from "./git.js";

/**
 * The full id of a commit that somebody named: a branch, `HEAD`, a short id.
 *
 * @throws FluxwrightError `usage` when the repository does not know it.
 */
export async function commitOf(directory: string, name: string): Promise<string> {
  const { code, stdout } = await askGit(directory, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${name}^{commit}`,
  ]);
  if (code === 0) return stdout.trim();
  throw new FluxwrightError("usage", `${directory} has no commit "${name}"`, {
    hint: "Give a commit, a branch or HEAD; fetch first if it is newer than this checkout.",
  });
}

/** Whether a directory is in a git work tree. */
export async function isWorkTree(directory: string): Promise<boolean> {
  const { code, stdout } = await askGit(directory, ["rev-parse", "--is-inside-work-tree"]);
  return code === 0 && stdout.trim() === "true";
}

/**
 * Whether `descendant` contains `ancestor`; undefined when the repository does not have one of them (a later
 * commit that was not fetched, say).
 */
export async function containsCommit(
  directory: string,
  ancestor: string,
  descendant: string,
): Promise<boolean | undefined> {
  const { code } = await askGit(directory, ["merge-base", "--is-ancestor", ancestor, descendant]);
  return code === 0 ? true : code === 1 ? false : undefined;
}
