import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import type { ProgramAnswer, ProgramRequest } from "../../src/synth/program-request.js";
import { requestVariable } from "../../src/synth/program-request.js";
import type { SynthResult } from "../../src/synth/synth-result.js";

const directory = resolve("examples");
const examples = readdirSync(directory, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** `UPDATE_EXAMPLES=1` writes what the examples give, instead of comparing it. */
const check = process.env.UPDATE_EXAMPLES === undefined;

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** Runs an example's program as `fluxwright synth` would ask it to, in this process. */
async function synthesizeExample(name: string, outDir: string, onlyCheck: boolean): Promise<SynthResult> {
  const answers = mkdtempSync(join(tmpdir(), "fluxwright-"));
  try {
    const request: ProgramRequest = { outDir, check: onlyCheck, answer: join(answers, "answer.json") };
    vi.stubEnv(requestVariable, JSON.stringify(request));
    vi.resetModules();
    await import(join(directory, name, "main.ts"));
    const answer = JSON.parse(readFileSync(request.answer, "utf8")) as ProgramAnswer;
    if ("failure" in answer) throw new Error(answer.failure.message);
    return answer.result;
  } finally {
    rmSync(answers, { recursive: true });
  }
}

function filesBelow(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = paths.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(names.map((path) => [path.slice(root.length), readFileSync(path, "utf8")]));
}

it.each(examples)("the example %s gives what is committed, without a word against it", async (name) => {
  const result = await synthesizeExample(name, join(directory, name, "fleet"), check);
  expect(result.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  if (check) expect(result.changes).toMatchObject({ written: [], removed: [], kept: [] });
});

it.each(examples)("the example %s gives the same bytes twice", async (name) => {
  const [first, second] = [1, 2].map(() => mkdtempSync(join(tmpdir(), "fluxwright-")));
  try {
    await synthesizeExample(name, first!, false);
    await synthesizeExample(name, second!, false);
    expect(filesBelow(second!)).toEqual(filesBelow(first!));
  } finally {
    for (const made of [first!, second!]) rmSync(made, { recursive: true });
  }
});
