/**
 * `npm run bench:reconcile`: what the command line costs beside what the cluster itself needs, in one run: the
 * whole process, from its start to its end. Needs `dist` and the lab (`npm run lab:up`); without the lab only the
 * list is measured. With `FLUX` (a path of the `flux` command) that is measured too.
 */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { connectLab, type Lab } from "../lab/client.js";
import { findDescription } from "../lab/description.js";
import { configMap, kustomization } from "../lab/manifests.js";
import type { Space } from "../lab/space.js";
import { convergeDelays } from "./reconcile/converge.js";
import { startCrowd } from "./reconcile/crowd.js";

const execute = promisify(execFile);
const bin = resolve(import.meta.dirname, "../dist/cli/bin.js");
const ROUNDS = 10;

/** Milliseconds of a run, and what it printed; a run that fails counts like any other. */
interface Timed {
  readonly milliseconds: number;
  readonly output: string;
}

async function time(file: string, args: readonly string[]): Promise<Timed> {
  const started = performance.now();
  const { stdout, stderr } = await execute(file, [...args], { maxBuffer: 1e9 }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return { milliseconds: performance.now() - started, output: `${stdout}${stderr}` };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function print(label: string, milliseconds: number, floor: number): void {
  const ratio = (milliseconds / floor).toFixed(2);
  console.log(`  ${label.padEnd(44)}${milliseconds.toFixed(0).padStart(7)} ms${ratio.padStart(7)} × floor`);
}

/** The time from a request on the source until the Kustomization applied the commit, seen by a bare watch. */
async function floorOf(space: Space, sha: string): Promise<number> {
  const started = performance.now();
  await space.request("GitRepository", "fleet");
  await space.waitFor("Kustomization", "app", (o) => o.status?.lastAppliedRevision === `main@sha1:${sha}`);
  return performance.now() - started;
}

async function measureReconcile(lab: Lab): Promise<void> {
  const space = await lab.createSpace("bench-reconcile");
  const good = (round: string): Promise<string> =>
    space.commit({ "app/cm.yaml": configMap("cm", { round }, space.namespace) });
  const argv = [
    "reconcile",
    "ks",
    "app",
    "-n",
    space.namespace,
    "--with-source",
    "--kubeconfig",
    lab.kubeconfigFile,
  ];
  const flux = [
    "reconcile",
    "ks",
    "app",
    "-n",
    space.namespace,
    "--with-source",
    "--timeout",
    "20s",
    "--kubeconfig",
    lab.kubeconfigFile,
  ];
  const times = {
    floor: [] as number[],
    healthy: [] as number[],
    malformed: [] as number[],
    flux: [] as number[],
    fluxMalformed: [] as number[],
  };
  try {
    await good("first");
    await space.applySource();
    await space.apply(kustomization("app"));
    await execute(process.execPath, [bin, ...argv]);
    for (let round = 0; round < ROUNDS; round++) {
      times.floor.push(await floorOf(space, await good(`floor ${round}`)));
      const sha = await good(`ours ${round}`);
      const healthy = await time(process.execPath, [bin, ...argv]);
      if (!healthy.output.includes(sha.slice(0, 12))) throw new Error(`not reconciled:\n${healthy.output}`);
      times.healthy.push(healthy.milliseconds);
      await space.commit({ "app/cm.yaml": `data: {round: [${round}\n` });
      const malformed = await time(process.execPath, [bin, ...argv]);
      if (!malformed.output.includes("MalformedYAMLError")) throw new Error(`no cause:\n${malformed.output}`);
      times.malformed.push(malformed.milliseconds);
    }
    for (let round = 0; process.env.FLUX !== undefined && round < 3; round++) {
      await good(`flux ${round}`);
      times.flux.push((await time(process.env.FLUX, flux)).milliseconds);
      await space.commit({ "app/cm.yaml": `data: {flux: [${round}\n` });
      const { milliseconds, output } = await time(process.env.FLUX, flux);
      times.fluxMalformed.push(milliseconds);
      if (round === 0)
        console.log(`flux on a malformed commit, --timeout 20s: ${output.trim().split("\n").at(-1)}`);
    }
  } finally {
    await space.destroy();
  }
  const floor = median(times.floor);
  console.log(`reconcile --with-source, whole process, median of ${ROUNDS}`);
  print("request → applied, by a bare watch (the floor)", floor, floor);
  print("fluxwright, healthy commit", median(times.healthy), floor);
  print("fluxwright, malformed commit → its cause", median(times.malformed), floor);
  if (times.flux.length > 0) {
    print("flux, healthy commit", median(times.flux), floor);
    print("flux, malformed commit → its timeout", median(times.fluxMalformed), floor);
  }
}

interface Cost {
  /** Milliseconds of CPU time. */
  readonly cpu: number;
  /** Megabytes of peak resident memory. */
  readonly memory: number;
  readonly milliseconds: number;
}

function least(costs: readonly Cost[]): Cost {
  const of = (part: keyof Cost): number => Math.min(...costs.map((cost) => cost[part]));
  return { cpu: of("cpu"), memory: of("memory"), milliseconds: of("milliseconds") };
}

/** A child that reports its own CPU and peak memory when it ends, on its last line of stderr. */
async function childCost(code: string): Promise<Cost> {
  const report =
    "process.on('exit',()=>{const u=process.resourceUsage();console.error((u.userCPUTime+u.systemCPUTime)/1000+' '+u.maxRSS/1024)});";
  const { milliseconds, output } = await time(process.execPath, [
    "--input-type=module",
    "-e",
    `${report}${code}`,
  ]);
  const [cpu = 0, memory = 0] = (output.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { cpu, memory, milliseconds };
}

async function measureList(count: number): Promise<void> {
  const crowd = await startCrowd(count);
  const bare = `const pages=async(path)=>{let next='',n=0;do{const r=await fetch(path+'?limit=500'+(next&&'&continue='+next));const l=await r.json();n+=l.items.length;next=l.metadata.continue??''}while(next);return n};await Promise.all(${JSON.stringify(crowd.lists)}.map(pages));`;
  const ours = `process.argv.push('fluxwright','get','all','-A','--kubeconfig',${JSON.stringify(crowd.kubeconfig)});await import(${JSON.stringify(bin)});`;
  try {
    // In turns, so that whatever else the machine does meets both alike; the least of each, since it only adds.
    const runs = { floor: [] as Cost[], ours: [] as Cost[] };
    for (let round = 0; round < 7; round++) {
      runs.floor.push(await childCost(bare));
      runs.ours.push(await childCost(ours));
    }
    const floor = least(runs.floor);
    const found = least(runs.ours);
    console.log(`get all -A over ${count.toLocaleString("en")} objects, whole process, least of 7`);
    print(
      `bare paged lists (the floor), ${floor.memory.toFixed(0)} MB`,
      floor.milliseconds,
      floor.milliseconds,
    );
    print(`fluxwright get all -A, ${found.memory.toFixed(0)} MB`, found.milliseconds, floor.milliseconds);
    print("the same, CPU time", found.cpu, floor.cpu);
  } finally {
    await crowd.close();
  }
}

await measureList(10_000);
if (findDescription() === undefined) console.log("the lab is down: reconcile is not measured");
else {
  const lab = connectLab();
  try {
    await measureReconcile(lab);
    const delay = median(await convergeDelays(lab, 20));
    console.log(
      `converge: ${delay.toFixed(0)} ms from the cluster at the commit to the verdict, median of 20`,
    );
  } finally {
    lab.close();
  }
}
