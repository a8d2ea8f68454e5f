import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BIN_DIR, RUN_DIR } from "./paths.js";
import { isAlive, processBirth } from "./processes.js";

const USERS_DIR = join(RUN_DIR, "users");
const LOCK_DIR = join(BIN_DIR, "lock");

/** Notes that this process needs the lab, so that no other run of the tests stops it. */
export function joinLab(): void {
  mkdirSync(USERS_DIR, { recursive: true });
  writeFileSync(join(USERS_DIR, String(process.pid)), processBirth(process.pid));
}

/** Takes the note back; gives how many living processes still need the lab. */
export function leaveLab(): number {
  rmSync(join(USERS_DIR, String(process.pid)), { force: true });
  return livingUsers().length;
}

function livingUsers(): readonly string[] {
  try {
    return readdirSync(USERS_DIR).filter((pid) =>
      isAlive(Number(pid), readFileSync(join(USERS_DIR, pid), "utf8")),
    );
  } catch {
    return [];
  }
}

/** Runs a change of the lab while no other process changes it. A lock of a process that died is taken over. */
export async function withLabLock<T>(change: () => Promise<T>): Promise<T> {
  mkdirSync(BIN_DIR, { recursive: true });
  while (!tryLock()) await sleep(200);
  try {
    return await change();
  } finally {
    unlock();
  }
}

function tryLock(): boolean {
  try {
    mkdirSync(LOCK_DIR);
  } catch {
    if (!isHeld()) unlock();
    return false;
  }
  writeFileSync(join(LOCK_DIR, "pid"), `${process.pid} ${processBirth(process.pid)}`);
  return true;
}

function isHeld(): boolean {
  try {
    const [pid, ...birth] = readFileSync(join(LOCK_DIR, "pid"), "utf8").split(" ");
    return isAlive(Number(pid), birth.join(" "));
  } catch {
    return true; // being written at this moment
  }
}

function unlock(): void {
  rmSync(join(LOCK_DIR, "pid"), { force: true });
  rmdirSync(LOCK_DIR);
}
