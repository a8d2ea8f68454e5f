import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";

/** What a git command answered. */
export interface GitAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of a git command. */
export interface GitOptions {
  readonly signal?: AbortSignal;
  /** Environment besides the process' own: author, committer. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const MAX_ANSWER = 256 * 1024 * 1024;

/**
 * Runs git in a directory, without a shell, and gives its answer whatever its exit code is. Git never asks
 * anything: a missing credential is an error, not a prompt.
 *
 * @throws FluxwrightError `io` when git is not installed, `interrupted` when the signal came.
 */
export function askGit(
  directory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> {
  const env = { ...process.env, ...options.env, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  const settings = {
    cwd: directory,
    env,
    maxBuffer: MAX_ANSWER,
    ...(options.signal && { signal: options.signal }),
  };
  return new Promise((resolve, reject) => {
    execFile("git", [...args], settings, (error, stdout, stderr) => {
      if (error === null) return resolve({ code: 0, stdout, stderr });
      if (options.signal?.aborted) return reject(new FluxwrightError("interrupted", "git was interrupted"));
      if (typeof error.code === "number") return resolve({ code: error.code, stdout, stderr });
      // A missing working directory is told with the same code as a missing program.
      const hint = existsSync(directory) ? "Install git." : "There is no such directory: correct the path.";
      reject(new FluxwrightError("io", `Cannot run git in ${directory}`, { hint, cause: error }));
    });
  });
}

/**
 * Runs git and gives what it printed.
 *
 * @throws FluxwrightError `io` with git's own words when it fails.
 */
export async function git(
  directory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await askGit(directory, args, options);
  if (code === 0) return stdout;
  const words = stderr.trim().split("\n").slice(-3).join("\n");
  throw new FluxwrightError(
    "io",
    `git ${args[0] ?? ""} failed in ${directory}: ${words || `exit code ${code}`}`,
  );
}
