/**
 * `npm run bench:synth`: what synth costs beside cdk8s' own, the `yaml` package and a bare printer, in CPU time and
 * peak memory, all in one run. Sizes are apps of three objects in a chart and a file each.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

interface Cost {
  /** Milliseconds of CPU time. */
  readonly cpu: number;
  /** Megabytes of peak resident memory. */
  readonly memory: number;
}

/** cdk8s is quadratic in charts: of the larger size only a part is run, and the rest computed. */
const CDK8S_LIMIT = 2_000;
const jiti = resolve(import.meta.dirname, "../node_modules/jiti/lib/jiti-cli.mjs");
const child = resolve(import.meta.dirname, "synth/child.ts");

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

/** The cheapest of some runs: what disturbs a run only ever adds. */
function best(rounds: number, measure: () => Cost): Cost {
  const costs = Array.from({ length: rounds }, measure);
  return costs.reduce((a, b) => (b.cpu < a.cpu ? b : a));
}

function report(label: string, { cpu, memory }: Cost, floor: Cost, note = ""): void {
  const ratio = (cpu / floor.cpu).toFixed(1);
  console.log(
    `  ${label.padEnd(34)}${cpu.toFixed(0).padStart(8)} ms${ratio.padStart(8)} × floor${memory.toFixed(0).padStart(7)} MB${note}`,
  );
}

function measure(apps: number, rounds: number): void {
  console.log(`${(apps * 3).toLocaleString("en")} objects in ${apps.toLocaleString("en")} charts`);
  const once = (contender: string) =>
    best(rounds, () => inFresh((directory) => run(contender, apps, directory)));
  const floor = once("floor");
  report("bare printer (the floor)", floor, floor);
  report("yaml stringify", once("yaml"), floor);
  report("fluxwright, first synth", once("fluxwright"), floor, "  builds, validates, writes");
  inFresh((directory) => {
    run("fluxwright", apps, directory);
    report(
      "fluxwright, nothing changed",
      best(rounds, () => run("fluxwright", apps, directory)),
      floor,
    );
  });
  const part = Math.min(apps, CDK8S_LIMIT);
  const cdk8s = inFresh((directory) => run("cdk8s", part, directory));
  if (part === apps) report("cdk8s synth", cdk8s, floor, "  validates nothing");
  else {
    const whole = { ...cdk8s, cpu: cdk8s.cpu * (apps / part) ** 2 };
    report(
      "cdk8s synth, extrapolated",
      whole,
      floor,
      `  from ${part} charts in ${cdk8s.cpu.toFixed(0)} ms, quadratic`,
    );
  }
}

const sizes = process.argv.slice(2).map(Number);
for (const apps of sizes.length > 0 ? sizes : [1_000, 10_000]) measure(apps, apps > 5_000 ? 2 : 3);
