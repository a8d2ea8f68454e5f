/**
 * `npm run bench:check [-- --crds <directory>]`: what `fluxwright check` costs above the start of node, in CPU time and
 * peak memory, and what others cost on the same files in the same run. The goals are those that the project holds
 * itself to.
 *
 * kubeconform judges by schemas only, one file at a time. It is built from its Go module where it is not installed.
 * It has Flux's schemas when `--crds` names a directory with Flux's CustomResourceDefinitions; without, it passes over
 * every object. `flux build kustomization --recursive --dry-run` only builds, and is run once, where it is installed.
 */
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Cost } from "./check/cost.js";
import { costOfNode, costOfProgram } from "./check/cost.js";
import { schemaTemplate, writeCrdSchemas } from "./check/crd-schemas.js";
import { findFlux, findKubeconform } from "./check/peers.js";
import type { Files } from "./check/workload.js";
import { fluxObjects, renderedFleet, writeFiles } from "./check/workload.js";

const { values } = parseArgs({ options: { crds: { type: "string" } } });
const bin = pathToFileURL(resolve(import.meta.dirname, "../dist/cli/bin.js")).href;
const ROUNDS = 3;

interface Goal {
  readonly cpu: number;
  readonly memory?: number;
}

/** `--no-cache` among the options: what is measured must not be what was said before. */
function check(directory: string, ...options: readonly string[]): Cost {
  const argv = ["fluxwright", "check", directory, "-o", "json", ...options];
  return costOfNode(`process.argv.push(...${JSON.stringify(argv)});await import(${JSON.stringify(bin)});`);
}

/** The cheapest of some runs: what disturbs a run only ever adds. */
async function best(measure: () => Cost | Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) costs.push(await measure());
  return costs.reduce((a, b) => (b.cpu < a.cpu ? b : a));
}

async function inDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "fluxwright-bench-"));
  try {
    await use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function report(label: string, { cpu, memory }: Cost, verdict = ""): void {
  const megabytes = memory > 0 ? `${memory.toFixed(0)} MB` : "";
  console.log(`  ${label.padEnd(38)}${cpu.toFixed(2).padStart(7)} s${megabytes.padStart(9)}${verdict}`);
}

function verdictOf({ cpu, memory }: Cost, goal: Goal): string {
  const holds = cpu <= goal.cpu && memory <= (goal.memory ?? Number.POSITIVE_INFINITY);
  if (!holds) process.exitCode = 1;
  const limit = goal.memory === undefined ? "" : `, ${goal.memory} MB`;
  return `  ${holds ? "holds" : "MISSES"} ${goal.cpu.toFixed(2)} s${limit}`;
}

/** Ours as a share of another's, with the start of node, which is a part of every run. */
function reportRatio(ours: Cost, theirs: Cost): void {
  const times = (a: number, b: number) => (b > 0 ? `${(a / b).toFixed(2)}×` : "?");
  const cpu = times(ours.cpu, theirs.cpu);
  console.log(
    `  ${"ours ÷ theirs, node's start included".padEnd(38)}${cpu.padStart(9)}${times(ours.memory, theirs.memory).padStart(9)}`,
  );
}

const start = await best(() => costOfNode(""));
const kubeconform = findKubeconform();
const flux = findFlux();

async function measure(title: string, files: Files, goal: Goal, compare: Compare): Promise<void> {
  console.log(title);
  await inDirectory(async (directory) => {
    writeFiles(directory, files);
    const ours = await best(() => check(directory, "--no-cache"));
    const first = aboveStart(ours);
    report("check", first, verdictOf(first, goal));
    await measureAgain(directory, first);
    await compare(directory, ours);
  });
}

function aboveStart(cost: Cost): Cost {
  return { ...cost, cpu: cost.cpu - start.cpu };
}

/** What it costs to check again, by verdicts kept in a directory of the bench's own. */
async function measureAgain(directory: string, first: Cost): Promise<void> {
  await inDirectory(async (cache) => {
    process.env.XDG_CACHE_HOME = cache;
    check(directory);
    const share = (again: Cost): string => `  ${(again.cpu / first.cpu).toFixed(2)} of the first`;
    const same = aboveStart(await best(() => check(directory)));
    report("again, nothing changed", same, share(same));
    const changed = aboveStart(
      await best(() => {
        appendFileSync(join(directory, "clusters/prod/namespace.yaml"), "# changed\n");
        return check(directory);
      }),
    );
    report("again, one file changed", changed, share(changed));
    delete process.env.XDG_CACHE_HOME;
  });
}

type Compare = (directory: string, ours: Cost) => Promise<void>;

async function compareWithKubeconform(schemas: string, directory: string, ours: Cost): Promise<void> {
  if ("missing" in kubeconform) return console.log(`  ${kubeconform.missing}`);
  const options = ["-summary", "-ignore-missing-schemas", "-schema-location", join(schemas, schemaTemplate)];
  const theirs = await best(() => costOfProgram(kubeconform.program, [...options, "."], directory));
  report(values.crds ? "kubeconform, schemas only" : "kubeconform, without Flux's schemas", theirs);
  reportRatio(ours, theirs);
}

async function compareWithFlux(directory: string, ours: Cost): Promise<void> {
  if ("missing" in flux) return console.log(`  ${flux.missing}`);
  const sync = "clusters/prod/flux-system/sync.yaml";
  const options = ["--path", "clusters/prod", "--kustomization-file", sync, "--dry-run", "--recursive"];
  const sources = ["--local-sources", "GitRepository/flux-system/flux-system=."];
  const args = ["build", "kustomization", "flux-system", ...options, ...sources];
  const theirs = await costOfProgram(flux.program, args, directory);
  report("flux build, without judging", theirs);
  reportRatio(ours, theirs);
}

await inDirectory(async (schemas) => {
  if (values.crds) writeCrdSchemas(resolve(values.crds), schemas);
  console.log(`node starts in ${start.cpu.toFixed(2)} CPU-s; times are above that, best of ${ROUNDS}`);
  const beside: Compare = (directory, ours) => compareWithKubeconform(schemas, directory, ours);
  await measure("3,000 objects of Flux", fluxObjects(3_000), { cpu: 0.7 }, beside);
  await measure("30,000 objects of Flux", fluxObjects(30_000), { cpu: 7, memory: 400 }, beside);
  const title = "1,000 Kustomizations and 1,000 HelmReleases, rendered and judged";
  await measure(title, renderedFleet(1_000), { cpu: 10 }, async (directory, ours) => {
    await beside(directory, ours);
    await compareWithFlux(directory, ours);
  });
});
