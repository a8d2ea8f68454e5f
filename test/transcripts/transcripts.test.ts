import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clusterCommands } from "../../src/cli/cluster-commands.js";
import { commandTable } from "../../src/cli/command-table.js";
import { runMain } from "../cli/run-main.js";
import { programEnv } from "../synth/program-env.js";

/** Each page is a story: its commands are run one after another in a new directory. */
const DIRECTORY = new URL("fleet/", import.meta.url);
/** With UPDATE=1 the transcripts are written anew; the diff is then the review. */
const isUpdate = process.env.UPDATE === "1";
const BLOCK = /```console\n\$ ([\s\S]*?)```\n\nExit code: (\d+|\?)/g;

/** These need a cluster: the laboratory tests them, and other transcripts show them. */
const needCluster: readonly string[] = [...clusterCommands.map(({ name }) => name), "converge", "explain"];

const pages = readdirSync(DIRECTORY).filter((name) => name.endsWith(".md"));

/** Git as it is on no machine in particular: no configuration of the user, and the same person and time. */
const GIT = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.org",
};

let root: string;
let env: Record<string, string>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "fluxwright-transcript-"));
  mkdirSync(join(root, "work"));
  // Above the story, so that it is no file of it.
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  for (const [name, value] of Object.entries(GIT)) vi.stubEnv(name, value);
  const PATH = `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH}`;
  const FIXTURE = fileURLToPath(new URL("fixture", DIRECTORY));
  env = { ...(programEnv() as Record<string, string>), ...GIT, PATH, FIXTURE };
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** Runs a line and gives what a person sees, both streams in their order, and the exit code. */
async function show(line: string, cwd: string): Promise<{ text: string; code: number }> {
  let text = "";
  const add = (piece: string): void => {
    text += piece;
  };
  const argv = /^fluxwright (.+)$/.exec(line)?.[1]?.split(" ");
  const code = argv
    ? (await runMain(argv, { cwd, env, onOutput: add, onProse: add })).code
    : await new Promise<number>((done) => {
        const options = { cwd, env };
        execFile("sh", ["-c", line], options, (error, stdout, stderr) => {
          add(stdout + stderr);
          done(error ? Number(error.code) : 0);
        });
      });
  const shown = text.replaceAll(root, "").replaceAll(/\b[0-9a-f]{40}\b/g, "<commit>");
  return { text: shown.replaceAll(/ +$/gm, ""), code };
}

describe.each(pages)("%s", (name) => {
  const file = new URL(name, DIRECTORY);
  const page = readFileSync(file, "utf8").replaceAll("\r\n", "\n");

  it("is what happens", async () => {
    let cwd = join(root, "work");
    let replayed = page;
    for (const [whole, block = ""] of page.matchAll(BLOCK)) {
      const line = block.split("\n")[0] ?? "";
      const { text, code } = await show(line, cwd);
      // Each line has a shell of its own; where it went is where the next one is.
      const directory = /^cd (\S+)$/.exec(line)?.[1];
      if (directory) cwd = join(cwd, directory);
      replayed = replayed.replace(
        whole,
        () => `\`\`\`console\n$ ${line}\n${text}\`\`\`\n\nExit code: ${code}`,
      );
    }
    if (isUpdate) writeFileSync(file, replayed);
    else expect(replayed).toBe(page);
  });
});

it("each command has a transcript, or needs a cluster", () => {
  const told = pages.flatMap((name) =>
    [...readFileSync(new URL(name, DIRECTORY), "utf8").matchAll(/^\$ fluxwright (\S+)/gm)].map(
      ([, command]) => command,
    ),
  );
  const names = commandTable.map(({ name }) => name).filter((name) => !needCluster.includes(name));
  expect(names.filter((name) => !told.includes(name))).toEqual([]);
});
