import type { Readable, Writable } from "node:stream";

/** Everything that a command may touch of the process: given, never reached for, so that tests give their own. */
export interface CommandIo {
  /** Results. */
  readonly stdout: Writable;
  /** Progress and prose. */
  readonly stderr: Writable;
  readonly stdin: Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether stdout, stderr and stdin are terminals. */
  readonly isTerminal: { readonly stdout: boolean; readonly stderr: boolean; readonly stdin: boolean };
  /** Columns of the terminal, or 80. */
  readonly columns: number;
  /** Size of the terminal that stderr is, as of now; absent when it is none. */
  readonly terminalSize?: () => TerminalSize;
  /** Milliseconds since 1970: for ages and times shown to people. */
  now(): number;
  /** Aborted on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** How much a terminal shows at once. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Whether to colour a stream: a terminal, without NO_COLOR (https://no-color.org), or FORCE_COLOR. */
export function wantsColor(io: CommandIo, stream: "stdout" | "stderr"): boolean {
  if (io.env.NO_COLOR) return false;
  if (io.env.FORCE_COLOR && io.env.FORCE_COLOR !== "0") return true;
  return io.isTerminal[stream] && io.env.TERM !== "dumb";
}
