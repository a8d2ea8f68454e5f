import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../src/manifests/durable-file.js";
import { VerdictStore } from "../../src/validate/verdict-store.js";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "fluxwright-verdicts-"));
});

afterEach(() => rmSync(directory, { recursive: true }));

const circumstances = ["check", ["clusters/prod"], undefined];
const texts = { "a.yaml": "a: 1\n", "b.yaml": "b: 2\n" };
const evidence = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, sha256(text)]));
const verdict = { files: ["a.yaml"], diagnostics: [] };

function readingFrom(now: Readonly<Record<string, string>>): (name: string) => string | undefined {
  return (name) => now[name];
}

function kept(): VerdictStore {
  const store = new VerdictStore(directory);
  store.keep(circumstances, evidence, verdict);
  return store;
}

describe("a kept verdict", () => {
  it("holds again when nothing that it rests on has changed", () => {
    kept();
    const another = new VerdictStore(directory);
    expect(another.recall([...circumstances], readingFrom({ ...texts, "c.yaml": "new" }))).toEqual(verdict);
  });

  it.each([
    ["a text that was read differs", circumstances, { ...texts, "b.yaml": "b: 3\n" }],
    ["a text that was read is gone", circumstances, { "a.yaml": texts["a.yaml"] }],
    ["the options differ", ["check", ["clusters/staging"], undefined], texts],
    ["an option is given that was not", ["check", ["clusters/prod"], "2.8"], texts],
  ])("does not hold when %s", (_what, now, files) => {
    expect(kept().recall(now, readingFrom(files))).toBeUndefined();
  });

  it("gives way to a later one under the same circumstances", () => {
    const store = kept();
    const later = { ...texts, "b.yaml": "b: 3\n" };
    store.keep(circumstances, { "b.yaml": sha256("b: 3\n") }, { diagnostics: ["later"] });
    expect(store.recall(circumstances, readingFrom(later))).toEqual({ diagnostics: ["later"] });
    expect(readdirSync(directory)).toHaveLength(1);
  });

  it("is only for its owner's eyes", () => {
    kept();
    const [name = ""] = readdirSync(directory);
    expect(readFileSync(join(directory, name), "utf8")).toContain("diagnostics");
    if (process.platform !== "win32") expect(modeOf(join(directory, name))).toBe(0o600);
  });
});

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

describe("a store that cannot do its work remembers nothing", () => {
  it.each([
    ["cut off", (text: string) => text.slice(0, -1)],
    ["empty", () => ""],
    ["JSON of another shape", () => "null"],
    ["a verdict that rests on nothing", () => '{"evidence":{},"verdict":null}'],
    ["edited", (text: string) => text.replace('"diagnostics"', '"diagnosis"')],
  ])("when its file is damaged: %s", (_what, damage) => {
    const store = kept();
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      writeFileSync(path, damage(readFileSync(path, "utf8")));
    }
    expect(store.recall(circumstances, readingFrom(texts))).toBeUndefined();
  });

  it("when its directory is a file", () => {
    const path = join(directory, "file");
    writeFileSync(path, "");
    const store = new VerdictStore(path);
    store.keep(circumstances, evidence, verdict);
    expect(store.recall(circumstances, readingFrom(texts))).toBeUndefined();
    expect(readdirSync(directory)).toEqual(["file"]);
  });

  it("when its directory was deleted in between, and begins anew", () => {
    const path = join(directory, "deleted");
    const store = new VerdictStore(path);
    store.keep(circumstances, evidence, verdict);
    rmSync(path, { recursive: true });
    expect(store.recall(circumstances, readingFrom(texts))).toBeUndefined();
    store.keep(circumstances, evidence, verdict);
    expect(store.recall(circumstances, readingFrom(texts))).toEqual(verdict);
  });
});

it("keeps a bounded number of verdicts, the latest", () => {
  const store = new VerdictStore(directory);
  for (let i = 0; i < 40; i++) store.keep(["check", i], evidence, { i });
  expect(readdirSync(directory).length).toBeLessThan(40);
  expect(store.recall(["check", 39], readingFrom(texts))).toEqual({ i: 39 });
});
