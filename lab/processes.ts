import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "./lab-error.js";
import { LAB_DIR, LOGS_DIR, PARTS_DIR } from "./paths.js";

/** How a part of the lab is started. */
export interface PartCommand {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  /** The whole environment of the process, `PATH` aside. */
  readonly env: Readonly<Record<string, string>>;
  /** The URL that answers 200 when the part is ready. */
  readonly ready: string;
  /** Flags of this start only. */
  readonly flags?: readonly string[];
}

/** A part that was started. Kept as `run/parts/<name>.json`, so that any process can stop it. */
export interface Part extends PartCommand {
  readonly pid: number;
  /** When the process was born, as the system tells it: tells it from a later process with the same id. */
  readonly birth: string;
  readonly log: string;
  /** Set while a test has stopped it on purpose. */
  readonly isPaused?: true;
}

const STOP_LIMIT_MS = 15_000;

/** Starts a part in a session of its own; it outlives this process. Its output is appended to its log. */
export function startPart(command: PartCommand): Part {
  mkdirSync(LOGS_DIR, { recursive: true });
  mkdirSync(PARTS_DIR, { recursive: true });
  const log = join(LOGS_DIR, `${command.name}.log`);
  const output = openSync(log, "a");
  const [program, ...args] = command.argv;
  const child = spawn(program, [...args, ...(command.flags ?? [])], {
    cwd: LAB_DIR, // where node finds the packages of the project
    detached: true,
    stdio: ["ignore", output, output],
    env: { PATH: process.env.PATH, ...command.env },
  });
  closeSync(output);
  if (child.pid === undefined) throw new LabError(`${command.name} cannot be started: ${program}`);
  child.unref();
  const { name, argv, env, ready, flags = [] } = command;
  const part: Part = { name, argv, env, ready, flags, pid: child.pid, birth: processBirth(child.pid), log };
  writePart(part);
  return part;
}

/** Every part that was started and not stopped, running or not. */
export function readParts(): readonly Part[] {
  let names: readonly string[];
  try {
    names = readdirSync(PARTS_DIR);
  } catch {
    return [];
  }
  return names.map((file) => getPart(basename(file, ".json")));
}

/** Finds a started part by its name; throws when it was never started. */
export function getPart(name: string): Part {
  try {
    return JSON.parse(readFileSync(partFile(name), "utf8")) as Part;
  } catch {
    throw new LabError(`no part named ${name} was started`);
  }
}

/** Whether the process that was started still runs. A zombie, or another process with its id, does not count. */
export function isRunning(part: Part): boolean {
  return isAlive(part.pid, part.birth);
}

/** Whether the process with that id and that birth lives. */
export function isAlive(pid: number, birth: string): boolean {
  const state = processState(pid);
  return state !== undefined && !state.zombie && state.birth === birth;
}

/** When a process was born, as the system tells it; empty when there is none. */
export function processBirth(pid: number): string {
  return processState(pid)?.birth ?? "";
}

/** Ends a part and waits until it is gone; after {@link STOP_LIMIT_MS} it is killed. */
export async function stopPart(part: Part): Promise<void> {
  await end(part);
  rmSync(partFile(part.name), { force: true });
}

/** Ends a part, and remembers how it is started. */
export async function pausePart(part: Part, how: NodeJS.Signals = "SIGTERM"): Promise<void> {
  writePart({ ...part, isPaused: true });
  await end(part, how);
}

/** Whether the part ended by itself. */
export function hasCrashed(part: Part): boolean {
  return part.isPaused !== true && !isRunning(part);
}

async function end(part: Part, how: NodeJS.Signals = "SIGTERM"): Promise<void> {
  signal(part, how);
  const limit = Date.now() + STOP_LIMIT_MS;
  while (isRunning(part)) {
    if (Date.now() > limit) signal(part, "SIGKILL");
    await sleep(20);
  }
}

function writePart(part: Part): void {
  writeFileSync(partFile(part.name), `${JSON.stringify(part, null, 2)}\n`);
}

/** The last lines of a part's log. */
export function logTail(part: Part, lines = 8): string {
  const text = readFileSync(part.log, "utf8").trimEnd();
  return text.split("\n").slice(-lines).join("\n");
}

/** Resident memory of a part in bytes; `undefined` where the system does not tell. */
export function residentBytes(part: Part): number | undefined {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${part.pid}/status`, "utf8"));
    return line?.[1] === undefined ? undefined : Number(line[1]) * 1024;
  } catch {
    return undefined;
  }
}

function partFile(name: string): string {
  return join(PARTS_DIR, `${name}.json`);
}

function signal(part: Part, name: NodeJS.Signals): void {
  if (!isRunning(part)) return;
  try {
    process.kill(part.pid, name);
  } catch {
    // Gone between the look and the signal.
  }
}

interface ProcessState {
  readonly zombie: boolean;
  readonly birth: string;
}

function processState(pid: number): ProcessState | undefined {
  return process.platform === "linux" ? linuxState(pid) : psState(pid);
}

function linuxState(pid: number): ProcessState | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may hold anything: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { zombie: fields[0] === "Z", birth: fields[19] ?? "" };
}

function psState(pid: number): ProcessState | undefined {
  const answer = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const match = /^\s*(\S+)\s+(.+?)\s*$/.exec(answer.stdout);
  if (answer.status !== 0 || match === null) return undefined;
  return { zombie: match[1]?.startsWith("Z") === true, birth: match[2] ?? "" };
}
