import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import type { SynthResult } from "../../src/synth/synth-result.js";
import { synthesizeProgram } from "../../src/synth/synthesize-program.js";
import type { ProgramDirectory } from "./program-directory.js";
import { programDirectory } from "./program-directory.js";
import { programEnv } from "./program-env.js";

const run = promisify(execFile);
let directory: ProgramDirectory;
afterEach(() => directory.remove());

function synthesize(
  more: { readonly check?: boolean; readonly signal?: AbortSignal; readonly verdicts?: string } = {},
): Promise<SynthResult> {
  return synthesizeProgram({ cwd: directory.path, env: programEnv(), log: () => {}, ...more });
}

describe("a program with the API of old articles", () => {
  it("gives three errors at its statements, each with the replacement, and writes nothing", async () => {
    directory = programDirectory("jiti article.ts");
    const { diagnostics, changes } = await synthesize();
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const found = errors.map(({ code, at, message, hint }) => [
      code,
      `${at.file}:${at.line}:${at.column}`,
      `${message} ${hint}`,
    ]);
    expect(found).toEqual([
      ["api-version-removed", "article.ts:8:1", expect.stringContaining("source.toolkit.fluxcd.io/v1")],
      ["api-version-removed", "article.ts:14:1", expect.stringContaining("kustomize.toolkit.fluxcd.io/v1")],
      ["field-removed", "article.ts:14:1", expect.stringContaining("validation")],
    ]);
    expect(changes).toBeUndefined();
    expect(existsSync(join(directory.path, "fleet"))).toBe(false);
  });
});

describe("a program with constructs of every make", () => {
  it("gives the same bytes under cdk8s synth, and without a command at all", async () => {
    directory = programDirectory("jiti everything.ts");
    const { diagnostics, changes } = await synthesize();
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    expect(changes?.written.length).toBeGreaterThan(3);
    const ours = directory.files("fleet");
    expect(ours["apps/web/web.yaml"]).toMatchSnapshot();
    expect(ours["clusters/prod/kustomization.yaml"]).toMatchSnapshot();

    const env = programEnv();
    const cdk8s = resolve("node_modules/cdk8s-cli/bin/cdk8s");
    await run(process.execPath, [cdk8s, "synth", "--check-upgrade=false"], {
      cwd: directory.path,
      env: { ...env, PATH: `${resolve("node_modules/.bin")}:${env.PATH}` },
    });
    expect(directory.files("fleet")).toEqual(ours);

    const jiti = resolve("node_modules/jiti/lib/jiti-cli.mjs");
    await run(process.execPath, [jiti, "everything.ts"], {
      cwd: directory.path,
      env: { ...env, CDK8S_OUTDIR: "again" },
    });
    expect(directory.files("again")).toEqual(ours);
  });

  it("writes nothing the second time, and says so", async () => {
    directory = programDirectory("jiti everything.ts");
    await synthesize();
    const again = await synthesize({ check: true });
    expect(again.changes).toMatchObject({ written: [], removed: [], kept: [] });
    writeFileSync(
      join(directory.path, "everything.ts"),
      readFileSync(join(directory.path, "everything.ts"), "utf8").replace("green", "blue"),
    );
    expect((await synthesize({ check: true })).changes?.written).toContain("apps/web/web.yaml");
    expect(directory.files("fleet")["apps/web/web.yaml"]).toContain("green");
  });
});

describe("a program that was judged before", () => {
  const again = (): Promise<SynthResult> => synthesize({ verdicts: join(directory.path, "verdicts") });
  const program = (): string => join(directory.path, "everything.ts");
  const edit = (from: string, to: string): void =>
    writeFileSync(program(), readFileSync(program(), "utf8").replace(from, to));

  it("has the findings of then, until what it writes, or where it writes it from, is another", async () => {
    directory = programDirectory("jiti everything.ts");
    edit('interval: "10m",', 'interval: "1s",');
    const first = await again();
    const [finding] = first.diagnostics.filter(({ code }) => code === "interval-too-short");
    expect(finding?.at).toMatchObject({ file: "everything.ts", line: 13 });
    expect((await again()).diagnostics).toEqual(first.diagnostics);
    edit("// Constructs", "\n// Constructs");
    const moved = (await again()).diagnostics.find(({ code }) => code === "interval-too-short");
    expect(moved?.at).toMatchObject({ file: "everything.ts", line: 14 });
    edit('interval: "1s"', 'interval: "5m"');
    expect((await again()).diagnostics.map(({ code }) => code)).not.toContain("interval-too-short");
  });

  it("is judged anew when others change their files beside the output", async () => {
    directory = programDirectory("jiti everything.ts");
    await again();
    const foreign = join(directory.path, "fleet/clusters/prod/by-hand.yaml");
    const object = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: by-hand, namespace: web }\ndata: {}\n";
    writeFileSync(foreign, object);
    expect((await again()).diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    writeFileSync(foreign, object.replace("{}", "[]"));
    const codes = (await again()).diagnostics.map(({ at, severity }) => [at.file, severity]);
    expect(codes).toContainEqual([expect.stringContaining("by-hand.yaml"), "error"]);
  });
});

describe("a program that gives nothing", () => {
  it.each([
    ["fails", "node -e 'console.log(\"the reason\"); process.exit(3)'", /exit code 3/],
    ["does not synthesize", "node -e 0", /without synthesizing/],
    ["does not exist", "no-such-command", /exit code 127/],
  ])("is an error when it %s", async (_what, app, message) => {
    directory = programDirectory(app);
    await expect(synthesize()).rejects.toThrow(message);
  });

  it("is stopped on abort, with everything that its command started", async () => {
    directory = programDirectory("node -e 'setInterval(() => {}, 1000)' & wait");
    const controller = new AbortController();
    const synth = synthesize({ signal: controller.signal });
    setTimeout(() => controller.abort(), 300);
    await expect(synth).rejects.toMatchObject({ reason: "interrupted" });
  });
});

it("names the files to look at when cdk8s.yaml is missing or says nothing", async () => {
  directory = programDirectory("x");
  writeFileSync(join(directory.path, "cdk8s.yaml"), "output: fleet\n");
  await expect(synthesize()).rejects.toMatchObject({
    reason: "usage",
    hint: expect.stringContaining("app:"),
  });
});
