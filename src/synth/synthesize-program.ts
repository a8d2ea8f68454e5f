import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { Profile } from "../flux/profiles.js";
import { readProgramConfig } from "./program-config.js";
import type { ProgramAnswer, ProgramRequest } from "./program-request.js";
import { requestVariable } from "./program-request.js";
import type { SynthResult } from "./synth-result.js";

/** How the program of a directory is run. */
export interface SynthesizeProgramOptions {
  /** Directory of the `cdk8s.yaml`. */
  readonly cwd: string;
  /** Where to write, relative to `cwd`. Default: `output` of `cdk8s.yaml`. */
  readonly outDir?: string;
  /** Checkout to write into, where the program's `root` says; instead of `outDir`. */
  readonly repository?: string;
  /** Write nothing, only say what would change. Default false. */
  readonly check?: boolean;
  readonly profile?: Partial<Profile>;
  readonly ignore?: readonly DiagnosticCode[];
  /** Directory with verdicts of earlier runs, to judge only what has changed; without it everything is judged. */
  readonly verdicts?: string;
  /** Environment of the program. */
  readonly env: NodeJS.ProcessEnv;
  /** Takes what the program prints, on either stream. */
  readonly log: (text: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs the program that `cdk8s.yaml` names, the same way as `cdk8s synth` does (a command in a shell, in the
 * directory of the file), and gives what its `app.synth()` made.
 *
 * The program runs in a process of its own, so that any command will do and nothing of it stays in ours.
 *
 * @throws FluxwrightError `usage` without a usable `cdk8s.yaml`; `failed` when the program fails or never calls
 * `synth()`; `interrupted` on abort; and what writing the output throws
 */
export async function synthesizeProgram(options: SynthesizeProgramOptions): Promise<SynthResult> {
  const { cwd, check = false, profile, ignore, verdicts } = options;
  const config = readProgramConfig(cwd);
  const directory = mkdtempSync(join(tmpdir(), "fluxwright-"));
  const request: ProgramRequest = {
    outDir: resolve(cwd, options.repository ?? options.outDir ?? config.output),
    ...(options.repository !== undefined && { isRepository: true }),
    check,
    ...(profile === undefined ? {} : { profile }),
    ...(ignore === undefined ? {} : { ignore }),
    ...(verdicts === undefined ? {} : { verdicts }),
    answer: join(directory, "answer.json"),
  };
  try {
    await run(config.app, request, options);
    return readAnswer(request, config.app);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function run(
  command: string,
  request: ProgramRequest,
  options: SynthesizeProgramOptions,
): Promise<void> {
  const env = {
    ...withLocalBin(options.env, options.cwd),
    CDK8S_OUTDIR: request.outDir,
    [requestVariable]: JSON.stringify(request),
  };
  const { code, killedBy } = await runCommand(command, env, options);
  if (options.signal?.aborted) {
    throw new FluxwrightError("interrupted", `The program (${command}) was stopped.`);
  }
  if (code === 0) return;
  const how = killedBy ?? `exit code ${code}`;
  throw new FluxwrightError("failed", `The program (${command}) ended with ${how}.`, {
    hint: "Correct what it printed, then run synth again.",
  });
}

interface CommandOutcome {
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
}

async function runCommand(
  command: string,
  env: NodeJS.ProcessEnv,
  { cwd, signal, log }: SynthesizeProgramOptions,
): Promise<CommandOutcome> {
  // A group of its own, so that stopping reaches what the shell has started. Windows has no groups.
  const detached = process.platform !== "win32";
  const child = spawn(command, { cwd, env, shell: true, detached, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", log);
  const stop = (): void => stopGroup(child, detached);
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  try {
    return await new Promise<CommandOutcome>((settle, fail) => {
      child.once("error", (cause) =>
        fail(new FluxwrightError("failed", `The program (${command}) could not be started.`, { cause })),
      );
      child.once("close", (code, killedBy) => settle({ code, killedBy }));
    });
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function stopGroup(child: ChildProcess, isGroup: boolean): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (isGroup) process.kill(-child.pid, "SIGTERM");
    else child.kill();
  } catch {
    // It ended by itself in this moment.
  }
}

function readAnswer({ answer }: ProgramRequest, command: string): SynthResult {
  if (!existsSync(answer)) {
    throw new FluxwrightError("failed", `The program (${command}) ended without synthesizing a FleetApp.`, {
      hint: "Call app.synth() at the end of the program.",
    });
  }
  const read = JSON.parse(readFileSync(answer, "utf8")) as ProgramAnswer;
  if ("result" in read) return read.result;
  const { reason, message, hint } = read.failure;
  throw new FluxwrightError(reason, message, hint === undefined ? {} : { hint });
}

/** Lets the command name a tool of the project (`jiti main.ts`), as npm and npx do. */
function withLocalBin(env: NodeJS.ProcessEnv, cwd: string): NodeJS.ProcessEnv {
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const local: string[] = [];
  for (let at = resolve(cwd); local.length === 0 || at !== dirname(at); at = dirname(at)) {
    local.push(join(at, "node_modules", ".bin"));
  }
  return { ...env, [name]: [...local, env[name] ?? ""].join(delimiter) };
}
