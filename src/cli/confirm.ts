import { createInterface } from "node:readline/promises";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { CommandIo } from "./io.js";

/**
 * Asks a person on the terminal; anything but `y` or `yes` is a no.
 *
 * @throws FluxwrightError `refused` when there is no terminal to ask on: then `--yes` must say it.
 */
export async function confirm(question: string, io: CommandIo): Promise<boolean> {
  if (!io.isTerminal.stdin || !io.isTerminal.stderr) {
    throw new FluxwrightError("refused", "There is no terminal to ask on, and nothing was done", {
      hint: "Say --yes if that is what you want.",
    });
  }
  const lines = createInterface({ input: io.stdin, output: io.stderr });
  try {
    const answer = await lines.question(`${question} [y/N] `, { signal: io.signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
