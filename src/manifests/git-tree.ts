import { spawnSync } from "node:child_process";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { FileTree } from "./file-tree.js";
import { lazyTree } from "./lazy-tree.js";

/** The most that git may answer at once, in bytes. */
const MAX_ANSWER = 1024 * 1024 * 1024;

/**
 * The files of a git revision, without touching the working tree: a commit, a branch, `HEAD~3`. Symbolic links and
 * submodules are left out. Listed by one `git ls-tree`; all YAML is read by one `git cat-file` at the first read.
 *
 * @param repository a directory of the repository's work tree, or the repository itself; the tree starts there
 * @throws FluxwrightError `io` when git is missing or does not know the revision
 */
export function gitTree(repository: string, revision: string): FileTree {
  const label = `git:${revision}`;
  let blobs: ReadonlyMap<string, string> | undefined;
  const listed = (): ReadonlyMap<string, string> => {
    blobs ??= listBlobs(repository, resolveTree(repository, revision));
    return blobs;
  };
  const texts = new Map<string, string>();
  return lazyTree({
    label,
    paths: () => listed().keys(),
    read: (path) => {
      if (!texts.has(path)) {
        const wanted = isYaml(path) ? [...listed().keys()].filter(isYaml) : [path];
        readBlobs(repository, wanted, listed(), texts);
      }
      return texts.get(path)!;
    },
  });
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function resolveTree(repository: string, revision: string): string {
  const prefix = git(repository, ["rev-parse", "--show-prefix"]).toString("utf8").trimEnd();
  // `--end-of-options`: a revision that looks like an option is still a revision.
  const spec = prefix === "" ? `${revision}^{tree}` : `${revision}:${prefix.replace(/\/$/, "")}`;
  return git(repository, ["rev-parse", "--verify", "--quiet", "--end-of-options", spec], undefined, revision)
    .toString("utf8")
    .trim();
}

/** Paths of regular files with their blob names. */
function listBlobs(repository: string, tree: string): ReadonlyMap<string, string> {
  const answer = git(repository, ["ls-tree", "-r", "-z", "--full-tree", tree]).toString("utf8");
  const blobs = new Map<string, string>();
  for (const line of answer.split("\0")) {
    const match = /^100\d{3} blob ([\da-f]+)\t(.*)$/s.exec(line);
    if (match === null) continue;
    const [, blob = "", path = ""] = match;
    if (!/(?:^|\/)node_modules\//.test(path)) blobs.set(path, blob);
  }
  return blobs;
}

function readBlobs(
  repository: string,
  paths: readonly string[],
  blobs: ReadonlyMap<string, string>,
  texts: Map<string, string>,
): void {
  const input = paths.map((path) => `${blobs.get(path)}\n`).join("");
  const answer = git(repository, ["cat-file", "--batch"], input);
  let at = 0;
  for (const path of paths) {
    const end = answer.indexOf(10, at);
    const size = Number(answer.toString("latin1", at, end).split(" ")[2]);
    if (!Number.isInteger(size)) throw new FluxwrightError("io", `git does not have the content of ${path}.`);
    texts.set(path, answer.toString("utf8", end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
}

function git(repository: string, args: readonly string[], input?: string, revision?: string): Buffer {
  const { stdout, stderr, status, error } = spawnSync("git", ["-C", repository, ...args], {
    ...(input === undefined ? {} : { input }),
    maxBuffer: MAX_ANSWER,
    windowsHide: true,
  });
  if (error !== undefined) {
    const hint = "Install git, or put it on the PATH.";
    throw new FluxwrightError("io", `git could not be run: ${error.message}.`, { hint, cause: error });
  }
  if (status === 0) return stdout;
  const said = stderr.toString("utf8").trim();
  const what =
    revision === undefined ? `git ${args[0]} failed` : `git does not know the revision ${revision}`;
  throw new FluxwrightError("io", `${what} in ${repository}${said === "" ? "" : `: ${said}`}.`);
}
