import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeTree } from "../../src/manifests/write.js";
import type { PublishOptions } from "../../src/publish/publish.js";
import { publish } from "../../src/publish/publish.js";

const source = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 1m, url: "https://example.com/fleet", ref: {branch: main}}
`;
const kustomization = (name: string, path: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: flux-system}
spec: {interval: 10m, path: ${path}, prune: true, sourceRef: {kind: GitRepository, name: flux-system}}
`;
const configMap = (name: string): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: default}
`;

/** Files of a fleet with so many ConfigMaps. */
function files(count: number): { path: string; text: string; objects: [] }[] {
  const maps = Array.from({ length: count }, (_, i) => [`apps/map-${i}.yaml`, configMap(`map-${i}`)]);
  const all = [
    [
      "clusters/prod/flux-system/gotk-sync.yaml",
      `${source}---\n${kustomization("flux-system", "./clusters/prod")}`,
    ],
    ["clusters/prod/apps.yaml", kustomization("apps", "./apps")],
    ...maps,
  ];
  return all.map(([path = "", text = ""]) => ({ path, text, objects: [] }));
}

describe("publish, with real repositories", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "publish-"));
    run(root, "init", "--bare", "--initial-branch=main", "remote.git");
    clone("fleet");
    writeFileSync(join(root, "fleet/README.md"), "fleet\n");
    commit("fleet", "Start");
    run(join(root, "fleet"), "push", "origin", "main");
    mkdirSync(join(root, "program"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function run(directory: string, ...args: string[]): string {
    return execFileSync("git", args, {
      cwd: directory,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  }
  function clone(name: string): void {
    run(root, "clone", "--quiet", "remote.git", name);
    run(join(root, name), "config", "user.name", "Fleet");
    run(join(root, name), "config", "user.email", "fleet@example.com");
  }
  function commit(name: string, message: string): void {
    run(join(root, name), "add", "--all");
    run(join(root, name), "commit", "--quiet", "--message", message);
  }
  function options(name: string, count: number, more: Partial<PublishOptions> = {}): PublishOptions {
    const outDir = join(root, name);
    return {
      program: join(root, "program"),
      outDir,
      synthesize: async () => {
        const changes = writeTree(outDir, files(count));
        return { outDir, files: [], objects: 0, diagnostics: [], changes };
      },
      ...more,
    };
  }
  const log = (name: string): string[] => run(join(root, name), "log", "--format=%s", "main").split("\n");
  const status = (name: string): string => run(join(root, name), "status", "--porcelain");

  test("commits exactly what synth wrote, and names the program's commit", async () => {
    run(join(root, "program"), "init", "--quiet");
    run(
      join(root, "program"),
      "-c",
      "user.name=A",
      "-c",
      "user.email=a@example.com",
      "commit",
      "--allow-empty",
      "-m",
      "Program",
    );
    const program = run(join(root, "program"), "rev-parse", "HEAD");
    const result = await publish(options("fleet", 2));
    expect(result.commit).toBe(run(join(root, "fleet"), "rev-parse", "HEAD"));
    expect(run(join(root, "fleet"), "log", "-1", "--format=%B")).toContain(`Fluxwright-Program: ${program}`);
    expect(run(join(root, "fleet"), "log", "-1", "--format=%B")).toContain(
      "- added ConfigMap/default/map-1 (prod)",
    );
    expect(status("fleet")).toBe("");
  });

  test("commits nothing when nothing changed, and gives the head", async () => {
    const first = await publish(options("fleet", 2));
    const second = await publish(options("fleet", 2));
    expect(second).toMatchObject({ commit: first.commit, changes: [] });
    expect(log("fleet")).toEqual(["Synthesize the fleet", "Start"]);
  });

  test("pushes, and after another writer pushed first synthesizes anew on their head", async () => {
    clone("other");
    run(join(root, "other"), "pull", "--quiet", "origin", "main");
    writeFileSync(join(root, "other/notes.md"), "theirs\n");
    commit("other", "Theirs");
    run(join(root, "other"), "push", "--quiet", "origin", "main");
    const result = await publish(options("fleet", 2, { push: true }));
    expect(result.pushed).toBe(true);
    expect(run(join(root, "remote.git"), "log", "--format=%s", "main").split("\n")).toEqual([
      "Synthesize the fleet",
      "Theirs",
      "Start",
    ]);
  });

  test("two writers that race both land, one after the other", async () => {
    clone("other");
    run(join(root, "other"), "pull", "--quiet", "origin", "main");
    const results = await Promise.all([
      publish(options("fleet", 2, { push: true })),
      publish(options("other", 2, { push: true })),
    ]);
    expect(results.every(({ pushed }) => pushed)).toBe(true);
    expect(run(join(root, "remote.git"), "log", "--format=%s", "main").split("\n")).toEqual([
      "Synthesize the fleet",
      "Start",
    ]);
  });

  test("gives up with git-conflict when the remote refuses three times, and leaves the checkout as it was", async () => {
    writeFileSync(join(root, "remote.git/hooks/update"), "#!/bin/sh\necho rejected by hook >&2\nexit 1\n", {
      mode: 0o755,
    });
    const head = run(join(root, "fleet"), "rev-parse", "HEAD");
    await expect(publish(options("fleet", 2, { push: true }))).rejects.toMatchObject({
      reason: "git-conflict",
    });
    expect(run(join(root, "fleet"), "rev-parse", "HEAD")).toBe(head);
    expect(status("fleet")).toBe("");
  });

  const spoilers: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      "a checkout with uncommitted changes",
      () => writeFileSync(join(root, "fleet/README.md"), "edited\n"),
      /uncommitted changes/,
    ],
    ["a detached HEAD", () => run(join(root, "fleet"), "switch", "--quiet", "--detach"), /detached HEAD/],
    [
      "a directory outside git",
      () => rmSync(join(root, "fleet/.git"), { recursive: true }),
      /in no git repository/,
    ],
  ];
  test.each(spoilers)("refuses %s", async (_, spoil, message) => {
    spoil();
    await expect(publish(options("fleet", 2))).rejects.toMatchObject({
      reason: "refused",
      message: expect.stringMatching(message),
    });
  });

  test("refuses to overwrite a file that somebody edited by hand", async () => {
    await publish(options("fleet", 2));
    writeFileSync(join(root, "fleet/apps/map-0.yaml"), `${configMap("map-0")}data: {edited: "true"}\n`);
    commit("fleet", "Edit by hand");
    await expect(publish(options("fleet", 2))).rejects.toMatchObject({
      reason: "refused",
      message: expect.stringContaining("apps/map-0.yaml"),
    });
  });

  test("refuses a commit that removes more than a fifth, puts the files back, and takes the exact count as a yes", async () => {
    await publish(options("fleet", 10));
    await expect(publish(options("fleet", 5))).rejects.toMatchObject({
      reason: "refused",
      hint: expect.stringContaining("--allow-removal=5"),
    });
    expect(status("fleet")).toBe("");
    expect(readdirSync(join(root, "fleet/apps"))).toHaveLength(10);
    await expect(publish(options("fleet", 5, { allowRemoval: 4 }))).rejects.toMatchObject({
      reason: "refused",
    });
    const result = await publish(options("fleet", 5, { allowRemoval: 5 }));
    expect(result.changes.filter(({ change }) => change === "removed")).toHaveLength(5);
  });

  test("switches to the branch that is asked for, and makes it when it is not there", async () => {
    await publish(options("fleet", 1, { branch: "rendered", push: true }));
    expect(run(join(root, "remote.git"), "log", "--format=%s", "rendered").split("\n")[0]).toBe(
      "Synthesize the fleet",
    );
  });

  test("writes nothing when the program has errors", async () => {
    const failing = options("fleet", 1, {
      synthesize: async () => ({
        outDir: join(root, "fleet"),
        files: [],
        objects: 0,
        diagnostics: [
          {
            code: "schema-type",
            severity: "error",
            message: "no",
            at: { file: "main.ts", line: 1, column: 1 },
          },
        ],
      }),
    });
    await expect(publish(failing)).rejects.toMatchObject({ reason: "invalid" });
    expect(status("fleet")).toBe("");
  });
});
