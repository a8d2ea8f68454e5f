import { relative, resolve } from "node:path";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { diffFleets } from "../diff/diff-fleets.js";
import type { ObjectChange } from "../diff/object-change.js";
import { readFleet } from "../fleet/read-fleet.js";
import type { GitOptions } from "../git/git.js";
import { askGit, git } from "../git/git.js";
import { directoryTree } from "../manifests/directory-tree.js";
import { gitTree } from "../manifests/git-tree.js";
import { formatRef } from "../objects/object-ref.js";
import type { SynthResult } from "../synth/synth-result.js";
import { isSynthesized } from "../synth/synth-result.js";
import type { Checkout } from "./checkout.js";
import { openCheckout, programCommit } from "./checkout.js";
import { guardRemovals } from "./removal-guard.js";

/** How a program's output gets into the fleet's repository. */
export interface PublishOptions {
  /** Directory of the program. */
  readonly program: string;
  /** Directory of the output in the checkout that is committed to, or the checkout where `synthesize` knows the place. */
  readonly outDir: string;
  /** Writes the output and says what it wrote: a synth. Called anew after each rejected push. */
  readonly synthesize: () => Promise<SynthResult>;
  /** Branch to commit to; default the one that is checked out. */
  readonly branch?: string;
  /** Push to `origin`; default false. */
  readonly push?: boolean;
  /** How many objects the commit may remove, when that is more than a fifth of the fleet. */
  readonly allowRemoval?: number;
  /** Subject of the commit. */
  readonly message?: string;
  readonly git?: GitOptions;
}

/** What publishing came to. */
export interface PublishResult {
  /** The commit that holds the output: the new one, or the old head when nothing changed. */
  readonly commit: string;
  readonly branch: string;
  readonly pushed: boolean;
  readonly changes: readonly ObjectChange[];
  readonly synth: SynthResult;
}

/** How often a push is tried: each time on the head that was there first. */
const TRIES = 3;

/**
 * Synthesizes a program into the fleet's repository and commits exactly what synth wrote, with a trailer that
 * names the program's commit. A rejected push is taken back, fetched, and synthesized anew on the new head;
 * nothing is ever forced.
 *
 * @throws FluxwrightError `invalid` when the program has errors (nothing is written), `refused` for a checkout
 * that is not clean or a commit that removes too much (the files are put back), `git-conflict` when others keep
 * pushing first.
 */
export async function publish(options: PublishOptions): Promise<PublishResult> {
  const settings = options.git ?? {};
  const checkout = await openCheckout(options.outDir, options.branch, settings);
  for (let tries = 1; ; tries++) {
    const head = (await git(checkout.root, ["rev-parse", "HEAD"], settings)).trim();
    const result = await commitOutput({ ...checkout, head }, options);
    if (options.push !== true) return { ...result, pushed: false };
    const rejection = await push(checkout, settings);
    if (rejection === undefined) return { ...result, pushed: true };
    await git(checkout.root, ["reset", "--hard", "--quiet", head], settings);
    if (tries === TRIES) throw conflict(checkout, rejection);
    await takeOver(checkout, settings);
  }
}

async function commitOutput(
  checkout: Checkout,
  options: PublishOptions,
): Promise<Omit<PublishResult, "pushed">> {
  const settings = options.git ?? {};
  const { root, branch, head } = checkout;
  const synth = await options.synthesize();
  if (!isSynthesized(synth) || synth.changes === undefined) {
    throw new FluxwrightError("invalid", "The program has errors: nothing was written or committed", {
      hint: "Correct what synth reports, then publish again.",
    });
  }
  const paths = [...synth.changes.written, ...synth.changes.removed].map((path) =>
    relative(root, resolve(synth.outDir, path)),
  );
  if (paths.length === 0) return { commit: head, branch, changes: [], synth };
  const changes = await judgeChanges(checkout, paths, options);
  await git(root, ["add", "--all", "--", ...paths], settings);
  await git(
    root,
    ["commit", "--quiet", "--message", await describe(changes, options), "--", ...paths],
    settings,
  );
  return { commit: (await git(root, ["rev-parse", "HEAD"], settings)).trim(), branch, changes, synth };
}

/** What changes for Flux; puts the files back when it is too much. */
async function judgeChanges(
  { root, head }: Checkout,
  paths: readonly string[],
  { allowRemoval, git: settings = {} }: PublishOptions,
): Promise<readonly ObjectChange[]> {
  // Flux reads paths from the root of the repository, wherever in it the output lies.
  const after = readFleet(directoryTree(root));
  const before = readFleet(gitTree(root, head));
  const changes = diffFleets(before, after);
  try {
    guardRemovals(before, after, changes, allowRemoval);
  } catch (error) {
    await putBack(root, paths, settings);
    throw error;
  }
  return changes;
}

/** The checkout was clean, so what is committed is what was there. */
async function putBack(root: string, paths: readonly string[], settings: GitOptions): Promise<void> {
  const tracked = (await git(root, ["ls-files", "-z", "--", ...paths], settings))
    .split("\0")
    .filter((path) => path !== "");
  if (tracked.length > 0)
    await git(root, ["restore", "--source=HEAD", "--staged", "--worktree", "--", ...tracked], settings);
  await git(root, ["clean", "--force", "-d", "--quiet", "--", ...paths], settings);
}

async function describe(
  changes: readonly ObjectChange[],
  { program, message, git: settings = {} }: PublishOptions,
): Promise<string> {
  const subject = message ?? "Synthesize the fleet";
  const lines = changes
    .slice(0, 50)
    .map(({ change, cluster, ref }) => `- ${change} ${formatRef(ref)} (${cluster})`);
  const rest = changes.length > 50 ? [`- and ${changes.length - 50} more`] : [];
  const commit = await programCommit(program, settings);
  const trailer = commit === undefined ? [] : ["", `Fluxwright-Program: ${commit}`];
  return [subject, "", ...lines, ...rest, ...trailer].join("\n");
}

/** Pushes; gives git's words when the remote had something newer. */
async function push({ root, branch }: Checkout, settings: GitOptions): Promise<string | undefined> {
  const { code, stderr } = await askGit(
    root,
    ["push", "--quiet", "origin", `HEAD:refs/heads/${branch}`],
    settings,
  );
  if (code === 0) return undefined;
  if (
    /rejected|non-fast-forward|fetch first|failed to update ref|cannot lock ref|incorrect old value/i.test(
      stderr,
    )
  )
    return stderr.trim();
  throw new FluxwrightError("io", `git push failed: ${stderr.trim()}`, {
    hint: "Check the remote `origin` and its credentials.",
  });
}

/** Moves the branch to what the remote has now. */
async function takeOver({ root, branch }: Checkout, settings: GitOptions): Promise<void> {
  await git(root, ["fetch", "--quiet", "origin", branch], settings);
  const { code, stderr } = await askGit(root, ["merge", "--ff-only", "--quiet", "FETCH_HEAD"], settings);
  if (code !== 0) throw conflict({ root, branch, head: "" }, stderr.trim());
}

function conflict({ branch }: Checkout, words: string): FluxwrightError {
  return new FluxwrightError("git-conflict", `Others pushed to ${branch} first: ${words}`, {
    hint: "Pull, then publish again; nothing was forced.",
  });
}
