import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { clusterCommands } from "../../src/cli/cluster-commands.js";
import { runMain, writeKubeconfig } from "./run-main.js";
import { openScene } from "./transcript-scenes.js";

/** Where each transcript is a page: prose, and commands with what they print and their exit code. */
const DIRECTORY = new URL("../transcripts/", import.meta.url);
/** With UPDATE=1 the transcripts are written anew; the diff is then the review. */
const isUpdate = process.env.UPDATE === "1";
const NOW = Date.parse("2026-11-24T16:30:00Z");

const BLOCK =
  /<!-- cluster: (.+) -->\n\n```console\n\$ fluxwright (.+)\n([\s\S]*?)```\n\nExit code: (\d+|\?)/g;

const pages = readdirSync(DIRECTORY).filter((name) => name.endsWith(".md"));

interface Shown {
  readonly text: string;
  readonly code: number;
}

/** What a person sees: both streams, in their order. */
async function show(scene: string, command: string): Promise<Shown> {
  const { server } = await openScene(scene);
  const KUBECONFIG = await writeKubeconfig(server.kubeconfig);
  let text = "";
  const add = (piece: string): void => {
    text += piece;
  };
  const { code } = await runMain(command.split(" "), {
    env: { KUBECONFIG },
    cwd: fileURLToPath(DIRECTORY),
    onOutput: add,
    onProse: add,
    now: () => NOW,
  });
  return { text: text.replaceAll(/away for \S+/g, "away for 12ms").replaceAll(/ +$/gm, ""), code };
}

describe.each(pages)("%s", (name) => {
  const file = new URL(name, DIRECTORY);
  const page = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  const blocks = [...page.matchAll(BLOCK)];

  it("holds commands", () => expect(blocks.length).toBeGreaterThan(0));

  it.runIf(isUpdate)("is written anew", async () => {
    let updated = page;
    for (const [whole, scene = "", command = ""] of blocks) {
      const { text, code } = await show(scene, command);
      const block = `<!-- cluster: ${scene} -->\n\n\`\`\`console\n$ fluxwright ${command}\n${text}\`\`\`\n\nExit code: ${code}`;
      updated = updated.replace(whole, () => block);
    }
    writeFileSync(file, updated);
  });

  it
    .skipIf(isUpdate)
    .each(
      blocks.map(([, scene = "", command = "", text = "", code = ""]) => ({ scene, command, text, code })),
    )("$command, when $scene", async ({ scene, command, text, code }) => {
    expect(await show(scene, command)).toEqual({ text, code: Number(code) });
  });
});

it("each command that needs a cluster has a transcript", () => {
  const told = pages.flatMap((name) =>
    [...readFileSync(new URL(name, DIRECTORY), "utf8").matchAll(BLOCK)].map(
      ([, , command]) => command?.split(" ")[0],
    ),
  );
  const names = ["converge", "explain", ...clusterCommands.map(({ name }) => name)].filter(
    (name) => name !== "demo",
  );
  expect(names.filter((name) => !told.includes(name))).toEqual([]);
});
