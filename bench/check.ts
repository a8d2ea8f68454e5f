/**
 * `npm run bench:check`: what `fluxwright check` costs above the start of node, in CPU time and peak memory, and
 * what kubeconform costs on the same files where it is installed. The goals are those that the project holds itself to.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Files } from "./check/workload.js";
import { fluxObjects, renderedFleet, writeFiles } from "./check/workload.js";

interface Cost {
  /** Seconds of CPU time. */
  readonly cpu: number;
  /** Megabytes of peak resident memory. */
  readonly memory: number;
}

const bin = pathToFileURL(resolve(import.meta.dirname, "../dist/cli/bin.js")).href;
const ROUNDS = 3;

/** What a fresh node costs that runs this code, by its own account when it ends. */
function runNode(code: string): Cost {
  const report =
    "process.on('exit',()=>{const u=process.resourceUsage();console.error('\\n'+(u.userCPUTime+u.systemCPUTime)/1e6+' '+u.maxRSS/1024)});";
  const { stderr, stdout, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", report + code],
    {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) throw new Error(`exit ${status}\n${stdout.slice(-2_000)}${stderr}`);
  const [cpu = 0, memory = 0] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { cpu, memory };
}

function check(directory: string, ...options: readonly string[]): Cost {
  const argv = ["fluxwright", "check", directory, "-o", "json", ...options];
  return runNode(`process.argv.push(...${JSON.stringify(argv)});await import(${JSON.stringify(bin)});`);
}

/** The cheapest of some runs: what disturbs a run only ever adds. */
function best(measure: () => Cost): Cost {
  const costs = Array.from({ length: ROUNDS }, measure);
  return costs.reduce((a, b) => (b.cpu < a.cpu ? b : a));
}

function inFleet(files: Files, use: (directory: string) => void): void {
  const directory = mkdtempSync(join(tmpdir(), "fluxwright-bench-"));
  try {
    writeFiles(directory, files);
    use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface Goal {
  readonly cpu: number;
  readonly memory?: number;
}

function report(label: string, { cpu, memory }: Cost, goal?: Goal): void {
  const holds =
    goal === undefined || (cpu <= goal.cpu && memory <= (goal.memory ?? Number.POSITIVE_INFINITY));
  const limit = goal?.memory === undefined ? "" : `, ${goal.memory} MB`;
  const verdict =
    goal === undefined ? "" : `  ${holds ? "holds" : "MISSES"} ${goal.cpu.toFixed(2)} s${limit}`;
  const megabytes = memory > 0 ? `${memory.toFixed(0)} MB` : "";
  console.log(`  ${label.padEnd(42)}${cpu.toFixed(2).padStart(7)} s${megabytes.padStart(9)}${verdict}`);
  if (!holds) process.exitCode = 1;
}

const start = best(() => runNode(""));

function above({ cpu, memory }: Cost): Cost {
  return { cpu: cpu - start.cpu, memory };
}

function measure(title: string, files: Files, goal: Goal): void {
  console.log(title);
  inFleet(files, (directory) => {
    const first = above(best(() => check(directory, "--no-cache")));
    report("check", first, goal);
    measureAgain(directory, first);
    compareWithKubeconform(directory);
  });
}

/** What it costs to check what was checked before: by verdicts kept in a directory of the bench's own. */
function measureAgain(directory: string, first: Cost): void {
  const cache = mkdtempSync(join(tmpdir(), "fluxwright-bench-cache-"));
  process.env.XDG_CACHE_HOME = cache;
  try {
    check(directory);
    const again = above(best(() => check(directory)));
    report(`again, nothing changed: ${(again.cpu / first.cpu).toFixed(2)} of it`, again);
    const changed = above(
      best(() => {
        appendFileSync(join(directory, "clusters/prod/namespace.yaml"), "# changed\n");
        return check(directory);
      }),
    );
    report(`again, one file changed: ${(changed.cpu / first.cpu).toFixed(2)} of it`, changed);
  } finally {
    delete process.env.XDG_CACHE_HOME;
    rmSync(cache, { recursive: true });
  }
}

/** Judges schemas only, one file at a time; the schemas are those of its catalog, which need the network. */
function compareWithKubeconform(directory: string): void {
  const schemas = process.env.KUBECONFORM_SCHEMAS;
  if (!isInstalled("kubeconform")) {
    console.log("  kubeconform is not installed");
    return;
  }
  const location = schemas === undefined ? [] : ["-schema-location", schemas];
  const shell = 'kubeconform -summary -ignore-missing-schemas "$@" > /dev/null 2>&1; times';
  const output = execFileSync("sh", ["-c", shell, "sh", ...location, directory], { encoding: "utf8" });
  const seconds = [...(output.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  const label = schemas === undefined ? "kubeconform, without Flux's schemas" : "kubeconform, schemas only";
  report(label, { cpu: seconds.reduce((sum, each) => sum + each, 0), memory: 0 });
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ["-v"]).error === undefined;
}

console.log(`node starts in ${start.cpu.toFixed(2)} CPU-s; times are above that, best of ${ROUNDS}`);
measure("3,000 objects of Flux", fluxObjects(3_000), { cpu: 0.7 });
measure("30,000 objects of Flux", fluxObjects(30_000), {
  cpu: 7,
  memory: 400,
});
measure("1,000 Kustomizations and 1,000 HelmReleases, rendered and judged", renderedFleet(1_000), {
  cpu: 10,
});
