import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../src/manifests/durable-file.js";
import { runMain } from "./run-main.js";

const FOREIGN = `apiVersion: example.org/v1
kind: Widget
metadata: { name: w, namespace: apps }
spec: { size: big }
`;

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.org }
spec:
  group: example.org
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, properties: { size: { type: integer } } } }
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "fluxwright-again-"));
  cpSync(resolve("test/cli/again"), join(root, "fleet"), { recursive: true });
  write("crds/widget.yaml", CRD.replace("integer", "string"));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), "utf8");
  expect(text).toContain(from);
  write(path, text.replace(from, to));
}

async function check(...argv: readonly string[]): Promise<string> {
  const options = ["--crds", "crds", "-o", "json", ...argv];
  const env = { XDG_CACHE_HOME: join(root, "cache") };
  return (await runMain(["check", "fleet", ...options], { cwd: root, env })).stdout;
}

const verdicts = (): string => join(root, "cache/fluxwright/verdicts");

it("keeps nothing where XDG_CACHE_HOME is relative: it would lie in the fleet", async () => {
  await runMain(["check", "fleet"], {
    cwd: root,
    env: { XDG_CACHE_HOME: relative(process.cwd(), join(root, "cache")) },
  });
  expect(existsSync(join(root, "cache"))).toBe(false);
});

describe("a check of what was checked before", () => {
  it("says what was said then, without judging again", async () => {
    const first = await check();
    expect(await check()).toBe(first);
    for (const name of readdirSync(verdicts())) {
      const path = join(verdicts(), name);
      const [, kept = ""] = readFileSync(path, "utf8").split("\n");
      const other = kept.replaceAll("source-not-found", "from-the-store");
      writeFileSync(path, `${sha256(other)}\n${other}`);
    }
    expect(await check()).toContain("from-the-store");
    expect(await check("--no-cache")).toBe(first);
  });

  it.each([
    ["an object is changed", () => edit("fleet/clusters/prod/apps.yaml", "name: settings", "name: setings")],
    ["an object that was missing is added", () => write("fleet/clusters/prod/more.yaml", FOREIGN)],
    ["a file is deleted", () => rmSync(join(root, "fleet/clusters/prod/namespace.yaml"))],
    [
      "a text that a generator reads is changed",
      () => write("fleet/apps/settings.env", "no equals sign here\n"),
    ],
    ["a file is left out by .sourceignore", () => write("fleet/.sourceignore", "apps/\n")],
    [
      "a finding is accepted by a comment",
      () =>
        edit(
          "fleet/clusters/prod/apps.yaml",
          "name: absent",
          "name: absent # fluxwright-ignore source-not-found: made by hand",
        ),
    ],
    ["a CRD elsewhere is changed", () => write("crds/widget.yaml", CRD)],
    [
      "a file is renamed in case only",
      () => {
        rmSync(join(root, "fleet/apps/settings.env"));
        write("fleet/apps/Settings.env", "a=b\n");
      },
    ],
  ])("judges anew when %s", async (_what, change) => {
    const before = await check();
    change();
    const after = await check();
    expect(after).not.toBe(before);
    expect(after).toBe(await check("--no-cache"));
  });

  it.each([
    ["another Flux is meant", ["--profile", "2.9,lockdown"]],
    ["a code is left out", ["--ignore", "source-not-found"]],
    ["the entry point is another", ["--entry", "apps"]],
  ])("judges anew when %s", async (_what, argv) => {
    const before = await check();
    const after = await check(...argv);
    expect(after).not.toBe(before);
    expect(after).toBe(await check(...argv, "--no-cache"));
  });
});

it("keeps nothing where the environment names no place for it", async () => {
  const { stdout } = await runMain(["check", "fleet", "-o", "json"], { cwd: root });
  expect(JSON.parse(stdout)).toMatchObject({ kind: "CheckReport" });
  expect(readdirSync(root).sort()).toEqual(["crds", "fleet"]);
});
