import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../../", import.meta.url));

/** The packed tarball, installed in an empty folder as a user would, with the peers that it asks for. */
describe("the package, installed from its tarball", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "installed-"));
    npm(repository, "pack", "--ignore-scripts", "--pack-destination", folder);
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) as string;
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    const peers = ["cdk8s@2.70.106", "constructs@10.8.1", "typescript@5.9.3", "jiti@2.7.0", "@types/node@20"];
    npm(folder, "install", "--ignore-scripts", "--prefer-offline", `./${tarball}`, ...peers);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function npm(cwd: string, ...args: string[]): void {
    execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, stdio: "pipe" });
  }
  function run(cwd: string, command: string, ...args: string[]): { status: number | null; output: string } {
    const bin = join(folder, "node_modules/.bin", command);
    const { status, stdout, stderr } = spawnSync(bin, args, { cwd, encoding: "utf8" });
    return { status, output: `${stdout}${stderr}` };
  }

  test.each([
    ["fluxwright", "FleetApp"],
    ["fluxwright/check", "validateFleet"],
    ["fluxwright/reconcile", "converge"],
    ["fluxwright/testing", "synthObjects"],
  ])("%s can be imported, and holds %s", (door, name) => {
    const script = `const door = await import("${door}"); if (!(${JSON.stringify(name)} in door)) process.exit(1);`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  test("the run half loads no construct library", () => {
    const script = `
      await import("fluxwright/reconcile");
      const { createRequire } = await import("node:module");
      const loaded = Object.keys(createRequire(import.meta.url).cache ?? {});
      if (loaded.some((path) => /node_modules.(cdk8s|constructs|ts-morph)/.test(path))) process.exit(1);`;
    expect(spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: folder }).status).toBe(
      0,
    );
  });

  test("the command runs", () => {
    expect(run(folder, "fluxwright", "--version").output).toMatch(/^\d+\.\d+\.\d+/);
    expect(run(folder, "fluxwright", "--help")).toMatchObject({ status: 0 });
  });

  describe.each(readdirSync(join(repository, "templates")))("init --template %s", (template) => {
    test("gives a fleet that type-checks, synthesizes, is stable and passes check", () => {
      const fleet = join(folder, template);
      expect(run(folder, "fluxwright", "init", template, "--template", template)).toMatchObject({
        status: 0,
      });
      expect(run(fleet, "tsc", "--noEmit")).toEqual({ status: 0, output: "" });
      expect(run(fleet, "fluxwright", "synth")).toMatchObject({ status: 0 });
      expect(run(fleet, "fluxwright", "synth", "--check").status).toBe(0);
      expect(run(fleet, "fluxwright", "check").output).not.toMatch(/error|warning/);
      expect(run(folder, "fluxwright", "init", template)).toMatchObject({ status: 3 });
    });
  });
});
