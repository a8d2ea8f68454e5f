import type { CommandIo } from "./io.js";

/** An option as commander writes it: `"-o, --output <format>"`. */
export interface OptionSpec {
  readonly flags: string;
  readonly help: string;
  readonly choices?: readonly string[];
  readonly default?: string | boolean;
  /** The option may be given several times; its value is a list. */
  readonly repeatable?: boolean;
}

/** Values of the options by their long name in camel case. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** What a command does. Resolves to the exit code. */
export type CommandRun = (
  args: readonly (string | readonly string[] | undefined)[],
  options: OptionValues,
  io: CommandIo,
) => Promise<number>;

/** A command as declared: light enough to be loaded for `--help`. */
export interface CommandSpec {
  readonly name: string;
  /** Arguments as commander writes them: `"[dir...]"`. */
  readonly args?: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  /** Loads the work itself. */
  readonly load: () => Promise<{ readonly run: CommandRun }>;
}
