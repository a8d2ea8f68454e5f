import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { afterEach } from "vitest";
import type { CommandIo } from "../../src/cli/io.js";
import { main } from "../../src/cli/main.js";
import type { JsonObject } from "../../src/objects/json.js";

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const directories: string[] = [];

afterEach(async () => {
  await Promise.all(directories.splice(0).map((path) => rm(path, { recursive: true, force: true })));
});

/** A kubeconfig file of its own; JSON is YAML. */
export async function writeKubeconfig(config: JsonObject): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "fluxwright-cli-"));
  directories.push(directory);
  const path = join(directory, "config");
  await writeFile(path, JSON.stringify(config));
  return path;
}

/** A directory of a synthesized fleet that pins its clusters; gives the directory. */
export async function writeRecord(clusterUids: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "fluxwright-cli-"));
  directories.push(directory);
  const record = { apiVersion: "fluxwright/v1", kind: "SynthRecord", files: {}, clusterUids };
  await writeFile(join(directory, ".fluxwright.json"), JSON.stringify(record));
  return directory;
}

/** How the process looks to the command, where it should differ from a pipe without an environment. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What a person types; with it all streams are terminals. */
  readonly typed?: string;
  /** All that stdin holds. */
  readonly input?: string;
  /** Told of each piece of stdout. */
  readonly onOutput?: (text: string) => void;
  /** Told of each piece of stderr. */
  readonly onProse?: (text: string) => void;
  /** Where the command is run; default: the directory of temporary files. */
  readonly cwd?: string;
  /** What the clock says; default: the time. */
  readonly now?: () => number;
}

/** Runs a command line as the process would, with everything that it may touch given by the test. */
export async function runMain(argv: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const { env = {}, signal = new AbortController().signal, typed, onOutput, onProse } = surroundings;
  const stdout = new Sink(onOutput);
  const stderr = new Sink(onProse);
  const stdin = new PassThrough();
  if (typed !== undefined) stdin.write(`${typed}\n`);
  if (surroundings.input !== undefined) stdin.end(surroundings.input);
  const isTerminal = typed !== undefined;
  const io: CommandIo = {
    stdout,
    stderr,
    stdin,
    env: { NO_COLOR: "1", ...env },
    cwd: surroundings.cwd ?? tmpdir(),
    isTerminal: { stdout: false, stderr: isTerminal, stdin: isTerminal },
    columns: 120,
    now: surroundings.now ?? Date.now,
    signal,
  };
  const code = await main(argv, io);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Sink extends Writable {
  text = "";

  constructor(private readonly tell?: (text: string) => void) {
    super();
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    this.tell?.(chunk.toString());
    done();
  }
}
