import type { TestProject } from "vitest/node";
import { findDescription } from "../../lab/description.js";
import { stopLab } from "../../lab/down.js";
import { LabError } from "../../lab/lab-error.js";
import { startLab } from "../../lab/up.js";
import { joinLab, leaveLab, withLabLock } from "../../lab/users.js";
import { clusterUnderTest } from "./cluster-under-test.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The kubeconfig file of the cluster under test. */
    readonly kubeconfig: string;
    /** Whether the cluster is the lab. */
    readonly isLab: boolean;
  }
}

/**
 * Starts the lab, and stops it afterwards unless `lab:up` started it or another run of the tests still needs it. With `KUBECONFIG` in the environment the tests run
 * against that cluster, and those that need the lab's levers are skipped.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { kubeconfig, isLab } = clusterUnderTest();
  project.provide("kubeconfig", kubeconfig);
  project.provide("isLab", isLab);
  if (!isLab) return undefined;
  const extra = process.env.LAB_CRDS;
  const ranBefore = findDescription() !== undefined;
  await withLabLock(async () => {
    await startLab(print, { keep: ranBefore, ...(extra !== undefined && { crds: [extra] }) });
    joinLab();
  }).catch(endWithOneLine);
  return () => withLabLock(leave);
}

/** What the user can act on (no Go, a part that does not start) is one line, not a stack. */
function endWithOneLine(error: unknown): never {
  if (!(error instanceof LabError)) throw error;
  process.stderr.write(`lab: ${error.message}\n`);
  process.exit(1);
}

/** The last run of the tests stops what a run of the tests started. */
async function leave(): Promise<void> {
  const others = leaveLab();
  if (others > 0 || findDescription()?.keep !== false) return;
  const stopped = await stopLab();
  print(`lab: stopped ${stopped.length} processes`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
