import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ProgramDirectory } from "../synth/program-directory.js";
import { programDirectory } from "../synth/program-directory.js";
import { programEnv } from "../synth/program-env.js";
import { runMain } from "./run-main.js";

const PROGRAM = `import { FleetApp, FluxSync } from "fluxwright";
const app = new FleetApp({ root: "fleet" });
const prod = app.cluster("prod", { path: "clusters/prod", namespace: "flux-system" });
new FluxSync(prod, "flux-system", {
  git: { url: "https://github.com/acme/fleet", ref: { branch: "main" } },
});
app.synth();
`;

let directory: ProgramDirectory;

beforeEach(() => {
  directory = programDirectory("jiti main.ts");
  writeFileSync(join(directory.path, "main.ts"), PROGRAM);
  git(directory.path, "init", "--quiet", "--initial-branch=main", "checkout");
  for (const [key, value] of [
    ["user.name", "Fleet"],
    ["user.email", "fleet@example.com"],
  ] as const) {
    git(checkout(), "config", key, value);
  }
  git(checkout(), "commit", "--quiet", "--allow-empty", "--message", "Start");
});

afterEach(() => directory.remove());

const checkout = (): string => join(directory.path, "checkout");

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8" }).trim();
}

function publish(...argv: string[]): ReturnType<typeof runMain> {
  const { PATH = "", JITI_ALIAS = "" } = programEnv();
  const env = { PATH, JITI_ALIAS };
  return runMain(["publish", "--repo", "checkout", ...argv], { cwd: directory.path, env });
}

const committed = (): string[] => git(checkout(), "ls-files").split("\n");

it("commits to where the program says that its output lies in the repository", async () => {
  const { code, stdout, stderr } = await publish();
  expect({ code, commit: stdout.trim() }).toEqual({ code: 0, commit: git(checkout(), "rev-parse", "HEAD") });
  expect(stderr).toContain("Kustomization/flux-system/flux-system");
  expect(committed().every((path) => path.startsWith("fleet/"))).toBe(true);
  expect(committed()).toContain("fleet/.fluxwright.json");
  expect(readdirSync(checkout()).sort()).toEqual([".git", "fleet"]);
});

it("commits to the directory that is given", async () => {
  expect((await publish("--out", "elsewhere")).code).toBe(0);
  expect(committed().every((path) => path.startsWith("elsewhere/"))).toBe(true);
});
