import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ran } from "./run-main.js";
import { runMain } from "./run-main.js";

const SYNC = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/shop/fleet, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec:
  interval: 10m
  retryInterval: 2m
  timeout: 5m
  path: ./clusters/prod
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`;

const apps = (
  lines: string,
  apiVersion = "kustomize.toolkit.fluxcd.io/v1",
): string => `apiVersion: ${apiVersion}
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m # often enough
  retryInterval: 2m
  timeout: 5m
  prune: true
  path: ./apps
${lines}`;

const GOOD = "  sourceRef: { kind: GitRepository, name: flux-system }\n";
const MISSPELT = "  sourceRef: { kind: GitRepository, name: flux-sytem }\n";
const CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: flux-system }\n";

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "fluxwright-check-"));
  write("clusters/prod/flux-system/gotk-sync.yaml", SYNC);
  write("clusters/prod/apps.yaml", apps(GOOD));
  write("apps/web.yaml", CONFIG);
});

afterEach(() => rmSync(cwd, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

const read = (path: string): string => readFileSync(join(cwd, path), "utf8");
const check = (...argv: readonly string[]): Promise<Ran> => runMain(["check", ...argv], { cwd });

describe("the exit code", () => {
  it("is 0 without errors", async () => {
    expect(await check()).toEqual({ code: 0, stdout: "no problems\n", stderr: "" });
  });

  it("is 1 with an error", async () => {
    write("clusters/prod/apps.yaml", apps(MISSPELT));
    expect((await check()).code).toBe(1);
  });

  it("is 0 when the error is left out", async () => {
    write("clusters/prod/apps.yaml", apps(MISSPELT));
    expect((await check("--ignore", "source-not-found")).code).toBe(0);
  });

  it.each([
    ["a code that is not there", ["--ignore", "source-not-fund"], 2],
    ["a profile that is not there", ["--profile", "1.0"], 2],
    ["an output that is not there", ["-o", "xml"], 2],
    ["an entry point that is not there", ["--entry", "clusters/production"], 2],
    ["a directory that is not there", ["nowhere"], 3],
  ])("with %s is said", async (_, argv, code) => {
    expect((await check(...argv)).code).toBe(code);
  });
});

describe("the text", () => {
  it("shows the line, the place in it, what there is instead, and what to do", async () => {
    write("clusters/prod/apps.yaml", apps(MISSPELT));
    const { stdout } = await check();
    expect(stdout).toContain("clusters/prod/apps.yaml\n  12:");
    expect(stdout).toContain("12 |   sourceRef: { kind: GitRepository, name: flux-sytem }\n");
    expect(stdout).toMatch(/\| +\^\n/);
    expect(stdout).toMatch(/[Dd]id you mean .*flux-system/);
    expect(stdout).toContain("1 error");
  });

  it("names files so that the caller can open them", async () => {
    write("clusters/prod/apps.yaml", apps(MISSPELT));
    const { stdout } = await runMain(["check", `${cwd}/`], { cwd: tmpdir() });
    expect(stdout).toContain(`${cwd}/clusters/prod/apps.yaml\n`);
  });
});

it("says that references were not judged where nothing tells what a cluster applies", async () => {
  rmSync(join(cwd, "clusters"), { recursive: true });
  const { code, stdout, stderr } = await check();
  expect({ code, stdout }).toEqual({ code: 0, stdout: "no problems\n" });
  expect(stderr).toContain("nothing in . says where a cluster begins");
});

it("says that nothing was judged where there is no manifest", async () => {
  rmSync(cwd, { recursive: true });
  mkdirSync(cwd);
  const { code, stderr } = await check();
  expect(code).toBe(0);
  expect(stderr).toContain("nothing in . is a YAML file: nothing was judged");
});

describe("the outputs for programs", () => {
  beforeEach(() => write("clusters/prod/apps.yaml", apps(MISSPELT)));

  it("json is a versioned document", async () => {
    const report = JSON.parse((await check("-o", "json")).stdout);
    expect(report).toMatchObject({
      apiVersion: "fluxwright/v1",
      kind: "CheckReport",
      summary: { error: 1 },
      files: 3,
      clusters: [{ name: "prod" }],
      diagnostics: [
        { code: "source-not-found", severity: "error", at: { file: "clusters/prod/apps.yaml", line: 12 } },
      ],
    });
  });

  it("sarif names the rule and the place", async () => {
    const [run] = JSON.parse((await check("-o", "sarif")).stdout).runs;
    expect(run.results[0]).toMatchObject({ ruleId: "source-not-found", ruleIndex: 0, level: "error" });
  });

  it("junit has a case for each file", async () => {
    const { stdout } = await check("-o", "junit");
    expect(stdout).toContain('tests="3" failures="1"');
    expect(stdout).toContain('<testcase classname="fluxwright" name="apps/web.yaml"></testcase>');
  });

  it("github annotates the line", async () => {
    expect((await check("-o", "github")).stdout).toMatch(
      /^::error file=clusters\/prod\/apps.yaml,line=12,col=\d+,title=source-not-found::/,
    );
  });
});

describe("--fix", () => {
  const OLD = "kustomize.toolkit.fluxcd.io/v1beta2";

  it("mends what has one answer, says so, and leaves every other character", async () => {
    write("clusters/prod/apps.yaml", `\uFEFF${apps(`  validation: client\n${GOOD}`, `"${OLD}"`)}`);
    const { code, stdout, stderr } = await check("--fix");
    expect(read("clusters/prod/apps.yaml")).toBe(`\uFEFF${apps(GOOD, '"kustomize.toolkit.fluxcd.io/v1"')}`);
    expect(stderr).toContain("fixed clusters/prod/apps.yaml:1:");
    expect(stdout).toBe("no problems\n");
    expect(code).toBe(0);
  });

  it("finds nothing to mend the second time", async () => {
    write("clusters/prod/apps.yaml", apps(GOOD, OLD));
    await check("--fix");
    const mended = read("clusters/prod/apps.yaml");
    expect(await check("--fix")).toEqual({ code: 0, stdout: "no problems\n", stderr: "" });
    expect(read("clusters/prod/apps.yaml")).toBe(mended);
  });

  it("still reports what a person must decide", async () => {
    write("clusters/prod/apps.yaml", apps(MISSPELT, OLD));
    const { code, stdout } = await check("--fix");
    expect(stdout).toContain("source-not-found");
    expect(code).toBe(1);
  });

  it("leaves a file that is not UTF-8 as it is", async () => {
    const bytes = Buffer.concat([Buffer.from(`${apps(GOOD, OLD)}# `), Buffer.from([0xe9, 0x0a])]);
    writeFileSync(join(cwd, "clusters/prod/apps.yaml"), bytes);
    expect((await check("--fix")).stdout).toContain("api-version-removed");
    expect(readFileSync(join(cwd, "clusters/prod/apps.yaml"))).toEqual(bytes);
  });
});
