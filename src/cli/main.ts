import { Command, CommanderError, Option } from "commander";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { CommandSpec, OptionSpec } from "./command.js";
import { commandTable } from "./command-table.js";
import { exitCode, exitCodeOf } from "./exit-code.js";
import type { CommandIo } from "./io.js";
import { version } from "./version.js";

/**
 * Runs the command line.
 *
 * @param argv arguments without node and the script.
 * @returns the exit code: see `exitCode`. A mistake of ours is thrown, with its stack.
 */
export async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  let code: number = exitCode.yes;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.yes : exitCode.usage;
    if (error instanceof FluxwrightError) return reportFailure(error, argv, io);
    throw error;
  }
}

function createProgram(io: CommandIo, finish: (code: number) => void): Command {
  const program = new Command("fluxwright")
    .description(
      "GitOps as code for Flux: write the fleet in TypeScript, prove that the cluster converged to it.",
    )
    .version(version, "-V, --version")
    .showHelpAfterError("(add --help for what there is)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    });
  for (const spec of commandTable) program.addCommand(createCommand(spec, program, io, finish));
  return program;
}

function createCommand(
  spec: CommandSpec,
  program: Command,
  io: CommandIo,
  finish: (code: number) => void,
): Command {
  const command = program.createCommand(spec.name).copyInheritedSettings(program).description(spec.summary);
  if (spec.args) command.arguments(spec.args);
  for (const option of spec.options) command.addOption(createOption(option));
  command.addHelpText("after", () => exampleText(spec));
  return command.action(async (...parameters: unknown[]) => {
    const args = parameters.slice(0, -2) as (string | string[] | undefined)[];
    const { run } = await spec.load();
    finish(await run(args, command.opts(), io));
  });
}

function createOption(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.help);
  if (spec.choices) option.choices([...spec.choices]);
  if (spec.default !== undefined) option.default(spec.default);
  if (spec.repeatable) {
    option.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]);
  }
  return option;
}

function exampleText(spec: CommandSpec): string {
  const lines = spec.examples.map(([command, does]) => `  $ ${command}\n      ${does}`);
  return `\nExamples:\n${lines.join("\n")}\n`;
}

/** One line of what went wrong, one of what to do; as JSON where the caller asked for JSON. */
function reportFailure(error: FluxwrightError, argv: readonly string[], io: CommandIo): number {
  if (wantsJson(argv)) {
    const body = { reason: error.reason, message: error.message, hint: error.hint };
    io.stdout.write(
      `${JSON.stringify({ apiVersion: "fluxwright/v1", kind: "Failure", ...body }, null, 2)}\n`,
    );
  }
  io.stderr.write(`error: ${error.message}\n${error.hint ? `hint: ${error.hint}\n` : ""}`);
  return exitCodeOf[error.reason];
}

function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (arg, i) => /^(-o|--output)=?json$/.test(arg) || (/^(-o|--output)$/.test(arg) && argv[i + 1] === "json"),
  );
}
