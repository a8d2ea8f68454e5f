import { execFile } from "node:child_process";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Path → content of a file; `null` deletes it. */
export type Files = Readonly<Record<string, string | null>>;

/** A bare repository that the lab serves, and a clone of it to work in. */
export interface GitRepository {
  /** Where Flux fetches it. */
  readonly url: string;
  /** The clone: a working directory on the branch `main`. */
  readonly folder: string;
  /** Writes the files, commits and pushes to `main`; gives the full hash of the commit. */
  commit(files: Files, message?: string): Promise<string>;
  /** Makes the server answer "not found" for this repository, as after a rename or a lost permission. */
  hide(): Promise<void>;
  /** Undoes {@link GitRepository.hide}. */
  show(): Promise<void>;
  /** Refuses every push from now on, as a protected branch does. */
  protect(): Promise<void>;
  /** Removes the clone and the repository. */
  remove(): Promise<void>;
}

/** Creates an empty repository. */
export async function createGitRepository(
  server: { readonly folder: string; readonly url: string },
  name: string,
): Promise<GitRepository> {
  const bare = join(server.folder, `${name}.git`);
  const hidden = `${bare}.hidden`;
  const folder = join(server.folder, "clones", name);
  const url = `${server.url}/${name}.git`;
  // What an interrupted run left under this name is nobody's any more: its namespace is gone.
  for (const path of [bare, hidden, folder]) await rm(path, { recursive: true, force: true });
  await git(server.folder, "init", "--quiet", "--bare", "--initial-branch=main", bare);
  await git(bare, "config", "http.receivepack", "true");
  await mkdir(folder, { recursive: true });
  await git(folder, "init", "--quiet", "--initial-branch=main");
  await git(folder, "remote", "add", "origin", url);
  return {
    url,
    folder,
    async commit(files, message = "Change the fleet") {
      for (const [path, content] of Object.entries(files)) await put(join(folder, path), content);
      await git(folder, "add", "--all");
      await git(folder, ...IDENTITY, "commit", "--quiet", "--allow-empty", `--message=${message}`);
      await git(folder, "push", "--quiet", "origin", "main");
      return git(folder, "rev-parse", "HEAD");
    },
    hide: () => rename(bare, hidden),
    show: () => rename(hidden, bare),
    protect: () => writeFile(join(bare, "hooks/pre-receive"), PROTECTION, { mode: 0o755 }),
    async remove() {
      for (const path of [bare, hidden, folder]) await rm(path, { recursive: true, force: true });
    },
  };
}

const PROTECTION = "#!/bin/sh\necho 'the branch is protected' >&2\nexit 1\n";

const IDENTITY = ["-c", "user.name=lab", "-c", "user.email=lab@example.test", "-c", "commit.gpgsign=false"];

async function put(path: string, content: string | null): Promise<void> {
  if (content === null) return rm(path, { recursive: true });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  // The user's own settings (hooks, signing, templates) must not reach the repositories of the lab.
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const { stdout } = await execute("git", args, { cwd, env });
  return stdout.trim();
}
