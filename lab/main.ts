import { buildLab } from "./build.js";
import { findDescription } from "./description.js";
import { stopLab } from "./down.js";
import { formatDuration, LabError } from "./lab-error.js";
import { hasCrashed, isRunning, logTail, readParts, residentBytes } from "./processes.js";
import { startLab } from "./up.js";
import { withLabLock } from "./users.js";

/** The commands of the lab: `lab/main.ts build | up | down | status`. */
const COMMANDS = { build, up, down, status } as const;

async function build(): Promise<number> {
  await buildLab(print);
  return 0;
}

async function up(): Promise<number> {
  const extra = process.env.LAB_CRDS;
  const description = await withLabLock(() =>
    startLab(print, { keep: true, ...(extra !== undefined && { crds: [extra] }) }),
  );
  print(`export KUBECONFIG=${description.kubeconfig}`);
  return 0;
}

async function down(): Promise<number> {
  const start = Date.now();
  const stopped = await withLabLock(stopLab);
  if (stopped.length === 0) print("lab: nothing runs");
  else print(`lab: stopped ${stopped.join(", ")} in ${formatDuration(Date.now() - start)}`);
  return 0;
}

/** Exit code 0: everything runs; 1: a part has crashed; 3: the lab is down (as for services). */
async function status(): Promise<number> {
  const description = findDescription();
  const parts = readParts();
  if (description === undefined || parts.length === 0) {
    print("lab: down");
    return 3;
  }
  print(
    `lab: up since ${description.startedAt}, ${description.server}, Kubernetes ${description.kubernetes}`,
  );
  let memory = 0;
  for (const part of parts) {
    const bytes = residentBytes(part) ?? 0;
    memory += bytes;
    const version = description.versions[part.name] ?? "";
    const stopped = hasCrashed(part) ? "STOPPED BY ITSELF" : "stopped by a test";
    const state = isRunning(part) ? `pid ${part.pid}, ${mebibytes(bytes)}` : stopped;
    print(`  ${part.name.padEnd(24)} ${version.padEnd(8)} ${state}`);
  }
  print(`  ${"memory".padEnd(24)} ${"".padEnd(8)} ${mebibytes(memory)}`);
  const crashed = parts.filter(hasCrashed);
  for (const part of crashed) print(`${part.name} ended, its log ${part.log} ends with:\n${logTail(part)}`);
  return crashed.length === 0 ? 0 : 1;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}

// `lab status | head` closes the pipe early.
process.stdout.on("error", () => {});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const command = COMMANDS[process.argv[2] as keyof typeof COMMANDS] as (() => Promise<number>) | undefined;
try {
  if (command === undefined) throw new LabError(`give one of: ${Object.keys(COMMANDS).join(", ")}`);
  process.exitCode = await command();
} catch (error) {
  if (!(error instanceof LabError)) throw error;
  process.stderr.write(`lab: ${error.message}\n`);
  process.exitCode = 1;
}
