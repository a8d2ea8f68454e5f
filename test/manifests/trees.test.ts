import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import type { FileTree } from "../../src/manifests/file-tree.js";
import { gitTree } from "../../src/manifests/git-tree.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";
import type { Located } from "../../src/objects/origin.js";

const files: Readonly<Record<string, string>> = {
  "README.md": "hello",
  "apps/base/app.yaml": "\ufeffapiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
  "apps/base/größe.yaml": "a: 1\n",
  "apps/line\nbreak.yaml": "b: 1\n",
  "clusters/prod/sync.yaml": "c: 1\n",
};
const scratch = mkdtempSync(join(tmpdir(), "trees-"));
const root = join(scratch, "fleet");

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...args: string[]): void {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", ["-C", root, ...identity, ...args], { stdio: "pipe" });
}

beforeAll(() => {
  for (const [path, text] of Object.entries(files)) put(path, text);
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "first");
});
afterAll(() => rmSync(scratch, { recursive: true }));

const trees: readonly [string, () => FileTree][] = [
  ["directoryTree", () => directoryTree(root)],
  ["gitTree", () => gitTree(root, "HEAD")],
  ["memoryTree", () => memoryTree(Object.entries(files).map(([path, text]) => ({ path, text })))],
];

describe.each(trees)("%s", (_name, open) => {
  test("lists files in order, and directories with a slash", () => {
    const tree = open();
    expect(tree.paths).toEqual(Object.keys(files).sort());
    expect(tree.list("")).toEqual(["README.md", "apps/", "clusters/"]);
    expect(tree.list(".")).toEqual(tree.list(""));
    expect(tree.list("./apps/")).toEqual(["base/", "line\nbreak.yaml"]);
    expect(tree.list("absent")).toEqual([]);
  });

  test("knows files from directories", () => {
    const tree = open();
    const kinds = [
      "",
      ".",
      "apps",
      "./apps/base",
      "README.md",
      "./README.md",
      "app",
      "apps/base/app.yaml",
    ].map((path) => [tree.isDirectory(path), tree.isFile(path)]);
    const [directory, file, nothing] = [
      [true, false],
      [false, true],
      [false, false],
    ];
    expect(kinds).toEqual([directory, directory, directory, directory, file, file, nothing, file]);
  });

  test("reads texts without a byte order mark, and parses once", () => {
    const tree = open();
    expect(tree.readText("./apps/base/app.yaml")).toMatch(/^apiVersion/);
    expect(tree.readText("apps/base/größe.yaml")).toBe("a: 1\n");
    expect(tree.readText("apps/line\nbreak.yaml")).toBe("b: 1\n");
    expect(tree.readText("README.md")).toBe("hello");
    const file = tree.manifests("apps/base/app.yaml");
    expect(file.objects[0]?.object.metadata.name).toBe("a");
    expect(tree.manifests("./apps/base/app.yaml")).toBe(file);
  });

  test.each(["absent.yaml", "apps", "../fleet/README.md"])("has no file %s", (path) => {
    expect(() => open().readText(path)).toThrow(expect.objectContaining({ reason: "io" }));
  });
});

describe("directoryTree", () => {
  test("follows links to files inside, and no others", () => {
    const directory = join(scratch, "linked");
    mkdirSync(join(directory, "real"), { recursive: true });
    writeFileSync(join(directory, "real/a.yaml"), "a: 1\n");
    writeFileSync(join(scratch, "secret.yaml"), "s: 1\n");
    symlinkSync("real/a.yaml", join(directory, "inside.yaml"));
    symlinkSync("../secret.yaml", join(directory, "outside.yaml"));
    symlinkSync("real", join(directory, "directory"));
    symlinkSync("circle", join(directory, "circle"));
    symlinkSync("absent", join(directory, "dangling"));
    expect(directoryTree(directory).paths).toEqual(["inside.yaml", "real/a.yaml"]);
  });

  test("leaves out .git and node_modules, wherever they stand", () => {
    put("apps/node_modules/x/a.yaml", "a: 1\n");
    expect(directoryTree(root).paths).toEqual(Object.keys(files).sort());
    rmSync(join(root, "apps/node_modules"), { recursive: true });
  });

  test.each(["absent", "fleet/README.md"])("says when %s is no directory", (path) => {
    expect(() => directoryTree(join(scratch, path)).paths).toThrow(expect.objectContaining({ reason: "io" }));
  });
});

describe("gitTree", () => {
  test("reads a revision, whatever the working tree holds", () => {
    put("clusters/prod/sync.yaml", "c: 2\n");
    put("new.yaml", "n: 1\n");
    expect(gitTree(root, "HEAD").readText("clusters/prod/sync.yaml")).toBe("c: 1\n");
    expect(gitTree(root, "HEAD").isFile("new.yaml")).toBe(false);
    git("add", ".");
    git("commit", "-q", "-m", "second");
    expect(gitTree(root, "HEAD").readText("clusters/prod/sync.yaml")).toBe("c: 2\n");
    expect(gitTree(root, "HEAD~1").readText("clusters/prod/sync.yaml")).toBe("c: 1\n");
    git("reset", "-q", "--hard", "HEAD~1");
  });

  test("starts at the directory that it is given", () => {
    expect(gitTree(join(root, "clusters"), "HEAD").paths).toEqual(["prod/sync.yaml"]);
  });

  test.each(["absent", "--help", "HEAD:README.md"])("does not know the revision %s", (revision) => {
    expect(() => gitTree(root, revision).paths).toThrow(expect.objectContaining({ reason: "io" }));
  });
});

describe("memoryTree", () => {
  test("gives known objects without printing or parsing", () => {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };
    const located: Located = {
      object,
      origin: { file: "main.ts", locate: () => ({ file: "main.ts", line: 1, column: 1 }) },
    };
    const text = () => {
      throw new Error("printed");
    };
    const tree = memoryTree([{ path: "a.yaml", text, objects: [located] }], "program");
    expect(tree.label).toBe("program");
    expect(tree.manifests("a.yaml").objects).toEqual([located]);
    expect(tree.manifests("a.yaml").documents[0]?.value).toBe(object);
  });

  test("refuses two files with one path", () => {
    const file = { path: "a.yaml", text: "" };
    expect(() => memoryTree([file, { ...file, path: "./a.yaml" }])).toThrow(/Two files/);
  });
});
