/**
 * `npm run bench:synth [-- <apps>…]`: what synth costs beside cdk8s' own, the `yaml` package and a bare printer, in CPU
 * time and peak memory, all in one run. Sizes are apps of three objects in a chart and a file each. The goals are those
 * that the project holds itself to.
 *
 * On a machine that does other things as well, a run can cost a third more than it should. So the contenders take
 * turns, and of each the cheapest round counts: what disturbs a run only ever adds.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { costOfNode } from "./check/cost.js";

interface Cost {
  /** Milliseconds of CPU time. */
  readonly cpu: number;
  /** Megabytes of peak resident memory. */
  readonly memory: number;
}

interface Size {
  readonly apps: number;
  readonly rounds: number;
  /** How many charts cdk8s gets, being quadratic in them; the rest is computed. Without, only we and the floor run. */
  readonly cdk8sCharts?: number;
  /** What our first synth may cost: so many times the floor, and megabytes. */
  readonly goal?: Cost;
}

const SIZES: readonly Size[] = [
  { apps: 1_000, rounds: 5, cdk8sCharts: 1_000 },
  { apps: 10_000, rounds: 3, cdk8sCharts: 2_000, goal: { cpu: 5, memory: 300 } },
  { apps: 33_334, rounds: 2 },
];
const jiti = resolve(import.meta.dirname, "../node_modules/jiti/lib/jiti-cli.mjs");
const child = resolve(import.meta.dirname, "synth/child.ts");
const bin = pathToFileURL(resolve(import.meta.dirname, "../dist/cli/bin.js")).href;

function run(contender: string, apps: number, directory: string): Cost {
  const args = [jiti, child, contender, String(apps), directory];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Cost;
}

function inFresh<T>(use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "fluxwright-"));
  try {
    return use(join(directory, "out"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The cheapest cost of each contender, after so many rounds in which each has its turn. */
function race<K extends string>(rounds: number, turn: () => Readonly<Record<K, Cost>>): Record<K, Cost> {
  const best: Record<K, Cost> = { ...turn() };
  for (let round = 1; round < rounds; round++) {
    const costs = turn();
    for (const name in costs) if (costs[name].cpu < best[name].cpu) best[name] = costs[name];
  }
  return best;
}

function judge(what: string, value: number, limit: number): string {
  if (value > limit) process.exitCode = 1;
  return `  ${what} ${value <= limit ? "holds" : "MISSED"}`;
}

function report(label: string, { cpu, memory }: Cost, floor: Cost, note = ""): void {
  const ratio = (cpu / floor.cpu).toFixed(1);
  console.log(
    `  ${label.padEnd(34)}${cpu.toFixed(0).padStart(8)} ms${ratio.padStart(8)} × floor${memory.toFixed(0).padStart(7)} MB${note}`,
  );
}

function measure({ apps, rounds, cdk8sCharts, goal }: Size): Cost {
  console.log(`${(apps * 3).toLocaleString("en")} objects in ${apps.toLocaleString("en")} charts`);
  const { floor, first, again } = race(rounds, () => ({
    floor: inFresh((directory) => run("floor", apps, directory)),
    ...inFresh((directory) => ({
      first: run("fluxwright", apps, directory),
      again: run("fluxwright", apps, directory),
    })),
  }));
  report("bare printer (the floor)", floor, floor);
  const ratio = first.cpu / floor.cpu;
  const held = goal && [
    judge(`≤ ${goal.cpu} ×`, ratio, goal.cpu),
    judge(`≤ ${goal.memory} MB`, first.memory, goal.memory),
  ];
  report("fluxwright, first synth", first, floor, held?.join("") ?? "  builds, validates, writes");
  report("fluxwright, nothing changed", again, floor, judge("≤ ½ of the first", again.cpu / first.cpu, 0.5));
  if (cdk8sCharts !== undefined) {
    const { yaml } = race(2, () => ({ yaml: inFresh((directory) => run("yaml", apps, directory)) }));
    report("yaml stringify", yaml, floor);
    measureCdk8s(apps, cdk8sCharts, floor);
  }
  return first;
}

function measureCdk8s(apps: number, charts: number, floor: Cost): void {
  const part = inFresh((directory) => run("cdk8s", charts, directory));
  if (charts >= apps) report("cdk8s synth", part, floor, "  validates nothing");
  else {
    const whole = { ...part, cpu: part.cpu * (apps / charts) ** 2 };
    const note = `  from ${charts} charts in ${part.cpu.toFixed(0)} ms, quadratic`;
    report("cdk8s synth, extrapolated", whole, floor, note);
  }
}

/** What an object costs at each size, beside what it costs at the size before: 1 is linear. */
function compareSizes(measured: readonly { readonly apps: number; readonly cost: Cost }[]): void {
  for (const [i, { apps, cost }] of measured.entries()) {
    const before = measured[i - 1];
    if (before === undefined) continue;
    const growth = (of: (cost: Cost) => number): number => of(cost) / apps / (of(before.cost) / before.apps);
    const sizes = `${(before.apps * 3).toLocaleString("en")} to ${(apps * 3).toLocaleString("en")} objects`;
    const [cpu, memory] = [growth(({ cpu }) => cpu), growth(({ memory }) => memory)];
    console.log(
      `From ${sizes}, each costs ${cpu.toFixed(2)} × the CPU time and ${memory.toFixed(2)} × the memory${judge("≤ 1.15 ×", cpu, 1.15)}`,
    );
  }
}

function measureHelp(): void {
  const help = `process.argv.push("fluxwright","--help");await import(${JSON.stringify(bin)});`;
  const { node, ours } = race(7, () => ({ node: costOfNode(""), ours: costOfNode(help) }));
  const ratio = ours.cpu / node.cpu;
  console.log(
    `fluxwright --help costs ${ratio.toFixed(2)} × the start of node (${(node.cpu * 1000).toFixed(0)} ms)${judge("≤ 1.5 ×", ratio, 1.5)}`,
  );
}

const given = process.argv.slice(2).map((apps) => ({ apps: Number(apps), rounds: 2 }));
const sizes = given.length > 0 ? given : SIZES;
compareSizes(sizes.map((size) => ({ apps: size.apps, cost: measure(size) })));
measureHelp();
