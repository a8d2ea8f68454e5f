import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a run of a program took. */
export interface Cost {
  /** Seconds of CPU time. */
  readonly cpu: number;
  /** Megabytes of peak resident memory; 0 where it cannot be told. */
  readonly memory: number;
}

/** What a fresh node costs that runs this code, by its own account when it ends. */
export function costOfNode(code: string): Cost {
  const report =
    "process.on('exit',()=>{const u=process.resourceUsage();console.error('\\n'+(u.userCPUTime+u.systemCPUTime)/1e6+' '+u.maxRSS/1024)});";
  const { stderr, stdout, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", report + code],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`exit ${status}\n${stdout.slice(-2_000)}${stderr}`);
  const [cpu = 0, memory = 0] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { cpu, memory };
}

/** How often the peak of a program's memory is asked for: it only grows, so that little is missed at the end. */
const ASK_MS = 5;

/** What a program costs, whether or not it succeeds: CPU time by the shell's account, memory by Linux's. */
export function costOfProgram(program: string, args: readonly string[], cwd: string): Promise<Cost> {
  const shell = spawn("sh", ["-c", '"$0" "$@" > /dev/null 2>&1; times', program, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let memory = 0;
  const timer = setInterval(() => {
    memory = Math.max(memory, peakOfChildren(shell.pid));
  }, ASK_MS);
  let output = "";
  shell.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    shell.on("error", reject).on("close", () => {
      clearInterval(timer);
      resolve({ cpu: secondsIn(output.trim().split("\n").at(-1) ?? ""), memory });
    });
  });
}

/** The seconds of a line such as `0m1.250s 0m0.120s`. */
function secondsIn(line: string): number {
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

function peakOfChildren(pid: number | undefined): number {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    const peaks = children.split(" ").map((child) => {
      const [, kilobytes = "0"] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, "utf8")) ?? [];
      return Number(kilobytes) / 1024;
    });
    return Math.max(0, ...peaks);
  } catch {
    return 0; // Gone by now, or another system.
  }
}
