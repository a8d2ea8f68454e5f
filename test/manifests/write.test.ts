import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { checkLayout } from "../../src/manifests/layout.js";
import { readSynthRecord } from "../../src/manifests/read-synth-record.js";
import { lockFile } from "../../src/manifests/tree-lock.js";
import type { OutputFile } from "../../src/manifests/tree-plan.js";
import { completeInterruptedWrite, writeTree } from "../../src/manifests/write.js";

const scratch = mkdtempSync(join(tmpdir(), "write-"));
afterAll(() => rmSync(scratch, { recursive: true }));

let directory = "";
let count = 0;
beforeEach(() => {
  directory = join(scratch, `tree-${count++}`);
});

function files(texts: Readonly<Record<string, string>>): OutputFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text, objects: [] }));
}

/** All files of the directory but synth's bookkeeping, with their texts. */
function onDisk(): Record<string, string> {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  return Object.fromEntries(
    paths
      .filter((path) => !path.startsWith(".fluxwright"))
      .sort()
      .map((path) => [path, readFileSync(join(directory, path), "utf8")]),
  );
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

describe("writeTree", () => {
  test("writes the files and a record of them", () => {
    const object = { object: "ConfigMap/a/b", construct: "app/b", at: "main.ts:1:2" };
    const result = writeTree(directory, [{ path: "a/b.yaml", text: "b", objects: [object] }]);
    expect(result).toEqual({
      written: [".fluxwright.json", "a/b.yaml"],
      removed: [],
      kept: [],
      unchanged: 0,
      recovered: false,
    });
    expect(onDisk()).toEqual({ "a/b.yaml": "b" });
    expect(readSynthRecord(directoryTree(directory))?.files["a/b.yaml"]?.objects).toEqual([object]);
  });

  test.each([
    ["of no file", 0, {}],
    ["of one file", 1, {}],
    ["of more files than it holds in one piece", 700, { externals: ["Secret/b/\u{1f600}", "Secret/a/é"] }],
    ["with all that it may say", 2, { externals: ["Secret/a/b"], clusterUids: { prod: "1", dev: "2" } }],
  ])("writes the record as JSON.stringify would: one %s", (_, size, facts) => {
    put("a.yaml", "");
    writeTree(directory, files({ "old.yaml": "old" }));
    const objects = ["b", '"\n\\'].map((construct) => ({ object: `ConfigMap/a/${construct}`, construct }));
    const given = Array.from({ length: size }, (_, i) => ({
      path: `${size - i}.yaml`,
      text: `${i}`,
      objects,
    }));
    writeTree(directory, given, facts);
    const text = readFileSync(join(directory, ".fluxwright.json"), "utf8");
    const record = JSON.parse(text);
    expect(text).toBe(`${JSON.stringify(record, undefined, 2)}\n`);
    expect(Object.keys(record)).toEqual(["apiVersion", "kind", "files", ...Object.keys(facts)]);
    expect(Object.keys(record.files)).toEqual(given.map(({ path }) => path).sort());
    expect(writeTree(directory, given, facts).written).toEqual([]);
  });

  test("writes nothing when nothing changed", () => {
    writeTree(directory, files({ "a/b.yaml": "b" }));
    const before = statSync(directory).mtimeMs;
    const result = writeTree(directory, files({ "a/b.yaml": "b" }));
    expect(result).toMatchObject({ written: [], removed: [], unchanged: 1 });
    expect(statSync(directory).mtimeMs).toBe(before);
  });

  test("writes only what changed, removes only its own, and the directories left empty", () => {
    put("hand/written.yaml", "hand");
    put("old/by-hand.txt", "hand");
    writeTree(directory, files({ "old/a.yaml": "a", "gone/deep/b.yaml": "b", "c.yaml": "c" }));
    const result = writeTree(directory, files({ "c.yaml": "c", "new/d.yaml": "d" }));
    expect(result).toMatchObject({
      written: [".fluxwright.json", "new/d.yaml"],
      removed: ["gone/deep/b.yaml", "old/a.yaml"],
      unchanged: 1,
    });
    expect(readdirSync(directory).sort()).toEqual([".fluxwright.json", "c.yaml", "hand", "new", "old"]);
    expect(readdirSync(join(directory, "old"))).toEqual(["by-hand.txt"]);
  });

  test("keeps a stale file that was edited by hand", () => {
    writeTree(directory, files({ "a.yaml": "a", "b.yaml": "b" }));
    put("a.yaml", "edited");
    expect(writeTree(directory, files({ "b.yaml": "b" })).kept).toEqual(["a.yaml"]);
    expect(onDisk()).toEqual({ "a.yaml": "edited", "b.yaml": "b" });
  });

  test("refuses to overwrite an edit, and changes nothing", () => {
    writeTree(directory, files({ "a.yaml": "a", "b.yaml": "b" }));
    put("a.yaml", "edited");
    expect(() => writeTree(directory, files({ "a.yaml": "a2", "b.yaml": "b2" }))).toThrow(
      /edited since: a.yaml/,
    );
    expect(onDisk()).toEqual({ "a.yaml": "edited", "b.yaml": "b" });
  });

  test("refuses to overwrite a file that it never wrote, but adopts one with the same bytes", () => {
    put("a.yaml", "hand");
    put("b.yaml", "b");
    expect(() => writeTree(directory, files({ "a.yaml": "a" }))).toThrow(/Not written by synth.*a.yaml/);
    expect(writeTree(directory, files({ "b.yaml": "b" })).written).toEqual([".fluxwright.json"]);
    expect(writeTree(directory, []).removed).toEqual(["b.yaml"]);
    expect(onDisk()).toEqual({ "a.yaml": "hand" });
  });

  test("with check names what differs and writes nothing", () => {
    writeTree(directory, files({ "a.yaml": "a", "b.yaml": "b", "c.yaml": "c" }));
    put("a.yaml", "edited");
    const result = writeTree(directory, files({ "a.yaml": "a", "b.yaml": "b2", "d.yaml": "d" }), {
      check: true,
    });
    expect(result.written).toEqual([".fluxwright.json", "a.yaml", "b.yaml", "d.yaml"]);
    expect(result.removed).toEqual(["c.yaml"]);
    expect(onDisk()).toEqual({ "a.yaml": "edited", "b.yaml": "b", "c.yaml": "c" });
  });

  test("with check makes no directory", () => {
    expect(writeTree(directory, files({ "a.yaml": "a" }), { check: true }).written).toHaveLength(2);
    expect(existsSync(directory)).toBe(false);
  });

  test("lets a file give way to a directory of the same name", () => {
    writeTree(directory, files({ a: "file" }));
    writeTree(directory, files({ "a/b.yaml": "b" }));
    expect(onDisk()).toEqual({ "a/b.yaml": "b" });
  });

  test("takes over the lock of a dead process and of one killed while locking", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    for (const text of [`${pid}\n`, ""]) {
      put(lockFile, text);
      writeTree(directory, files({ "a.yaml": text }));
      expect(onDisk()).toEqual({ "a.yaml": text });
    }
  });

  test("waits for nobody: a living process with the lock is an error that names it", () => {
    put(lockFile, `${process.ppid}\n`);
    expect(() => writeTree(directory, files({ "a.yaml": "a" }))).toThrow(`Another process (${process.ppid})`);
    expect(onDisk()).toEqual({});
  });

  test("writes through no symbolic link, to a directory or to a file", () => {
    const outside = join(scratch, `outside-${count}`);
    mkdirSync(outside);
    put("other.yaml", "hand");
    symlinkSync(outside, join(directory, "linked"));
    symlinkSync(join(outside, "x"), join(directory, "file.yaml"));
    for (const path of ["linked/a.yaml", "file.yaml"]) {
      expect(() => writeTree(directory, files({ [path]: "a" }))).toThrow(/is a symbolic link/);
    }
    expect(readdirSync(outside)).toEqual([]);
  });

  test("refuses a name that stands there in other case, and a directory where a file should go", () => {
    put("Apps/a.yaml", "hand");
    expect(() => writeTree(directory, files({ "apps/b.yaml": "b" }))).toThrow(/stands there as Apps/);
    expect(() => writeTree(directory, files({ Apps: "b" }))).toThrow(/is a directory/);
    expect(() => writeTree(directory, files({ "Apps/a.yaml/c": "c" }))).toThrow(/is a file/);
  });

  test("refuses a record that it does not know", () => {
    put(".fluxwright.json", '{"apiVersion": "fluxwright/v9"}');
    expect(() => writeTree(directory, files({ "a.yaml": "a" }))).toThrow(/no record that this version/);
  });
});

describe("checkLayout", () => {
  test.each([
    ["a/../b", "has the part"],
    ["../b", "has the part"],
    ["/etc/passwd", "is absolute"],
    ["a//b", "has the part"],
    ["./a", "has the part"],
    ["", "has the part"],
    ["a\\b", "Windows refuses"],
    ["c:/a", "Windows refuses"],
    ["a\0b", "Windows refuses"],
    ["a./b", "Windows refuses"],
    ["a /b", "Windows refuses"],
    ["con.yaml", "a device on Windows"],
    ["x/LPT1", "a device on Windows"],
    [".git/hooks/pre-commit", "git's own"],
    ["x/.GIT/config", "git's own"],
    ["GIT~1/config", "git's own"],
    [".fluxwright.json", "keeps for itself"],
    [".fluxwright-staging/0", "keeps for itself"],
    ["a".repeat(256), "more than 255 bytes"],
  ])("refuses %j", (path, why) => {
    expect(() => checkLayout([path])).toThrow(why);
  });

  test.each([
    [["a.yaml", "A.yaml"], "one name on disks"],
    [["x/a.yaml", "X/b.yaml"], "one name on disks"],
    [["caf\u00e9", "cafe\u0301"], "one name on disks"],
    [["a", "a"], "Two files"],
    [["a", "a/b"], "a directory"],
    [["a/b", "a"], "a directory"],
  ])("refuses %j together", (paths, why) => {
    expect(() => checkLayout(paths)).toThrow(why);
  });

  test("takes the paths of a fleet", () => {
    const paths = [
      "clusters/prod/flux-system/gotk-sync.yaml",
      ".sops.yaml",
      "apps/console.yaml",
      "a/b_c+d@e.yaml",
    ];
    expect(() => checkLayout(paths)).not.toThrow();
  });
});

describe("a process killed at any moment", () => {
  const kills = 200;
  const compiled = compileSources(join(scratch, "compiled"));
  const random = generator(20_240_607);

  test(`leaves the old tree or the new one, ${kills} times`, { timeout: 300_000 }, () => {
    const outcomes = { old: 0, new: 0, finished: 0 };
    for (let i = 0; i < kills; i++) {
      directory = join(scratch, `killed-${i}`);
      put("by-hand/readme.txt", "hand");
      const [before, after] = [randomFiles(), randomFiles()];
      writeTree(directory, before);
      const oldTree = onDisk();
      const killed = spawnSync(process.execPath, [
        join(compiled, "write-and-die.js"),
        directory,
        JSON.stringify(after),
        String(1 + random(60)),
      ]);
      expect(killed.stderr.toString()).toBe("");
      if (killed.signal === null) outcomes.finished++;
      expectWholeFiles([...before, ...after]);
      const recovered = completeInterruptedWrite(directory);
      expect([oldTree, treeOf(after)]).toContainEqual(onDisk());
      if (killed.signal !== null) outcomes[recovered ? "new" : "old"]++;
      writeTree(directory, after);
      expect(onDisk()).toEqual(treeOf(after));
      expect(readdirSync(directory).filter((name) => /lock|staging/.test(name))).toEqual([]);
      rmSync(directory, { recursive: true });
    }
    // The seed reaches all three.
    expect(Math.min(outcomes.old, outcomes.new, outcomes.finished), JSON.stringify(outcomes)).toBeGreaterThan(
      5,
    );
  });

  /** No file holds anything but the whole text that one of the two trees gives it. */
  function expectWholeFiles(possible: readonly OutputFile[]): void {
    for (const [path, text] of Object.entries(onDisk())) {
      if (path === "by-hand/readme.txt") continue;
      expect(
        possible.some((file) => file.path === path && file.text === text),
        path,
      ).toBe(true);
    }
  }

  function treeOf(output: readonly OutputFile[]): Record<string, string> {
    const texts = output.map(({ path, text }) => [path, text] as const);
    return Object.fromEntries(
      [...texts, ["by-hand/readme.txt", "hand"] as const].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  function randomFiles(): OutputFile[] {
    const names = ["a", "b/c", "b/d/e", "f/g", "h"].filter(() => random(3) > 0);
    return names.map((name) => ({ path: `${name}.yaml`, text: `${name}: ${random(3)}\n`, objects: [] }));
  }
});

/** Numbers below a limit from a seed (a linear congruence: enough to pick cases, the same on every machine). */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Compiles the rooms that writing needs, since a child that compiles them itself takes a second to start. */
function compileSources(target: string): string {
  const rooms = ["src/manifests", "src/diagnostics", "src/objects"];
  const sources = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => join(room, name)),
  );
  const compile = (from: string, to: string): void => {
    const { outputText } = ts.transpileModule(readFileSync(from, "utf8"), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      },
    });
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, outputText);
  };
  for (const source of sources.filter((path) => path.endsWith(".ts"))) {
    compile(source, join(target, source.replace(/ts$/, "js")));
  }
  compile("test/manifests/write-and-die.ts", join(target, "write-and-die.js"));
  writeFileSync(join(target, "package.json"), '{"type": "module"}');
  return target;
}
