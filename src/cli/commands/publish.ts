import { resolve } from "node:path";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { publish } from "../../publish/publish.js";
import { renderDiffText } from "../../render/diff-text.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import { readProgramConfig } from "../../synth/program-config.js";
import type { SynthResult } from "../../synth/synth-result.js";
import type { CommandRun } from "../command.js";
import { exitCode } from "../exit-code.js";
import { wantsColor } from "../io.js";
import { runSynth, showDiagnostics } from "./synth.js";

/** `fluxwright publish`: 0 committed (or nothing to commit); prints the commit that `converge --revision` takes. */
export const run: CommandRun = async (_, options, io) => {
  const repository = options.repo as string | undefined;
  const output = (options.out as string | undefined) ?? readProgramConfig(io.cwd).output;
  // Only the program knows where in the repository its output lies, unless it is said.
  const isOpen = repository !== undefined && options.out === undefined;
  const outDir = resolve(io.cwd, repository ?? ".", isOpen ? "." : output);
  const branch = options.branch as string | undefined;
  const message = options.message as string | undefined;
  const allowRemoval = parseCount(options.allowRemoval as string | undefined);
  const result = await publish({
    program: io.cwd,
    outDir,
    synthesize: async () => {
      const given = isOpen ? options : { ...options, out: outDir };
      const synth: SynthResult = await runSynth(given, io, false, isOpen ? outDir : undefined);
      showDiagnostics(synth, io);
      return synth;
    },
    push: options.push === true,
    ...(branch !== undefined && { branch }),
    ...(message !== undefined && { message }),
    ...(allowRemoval !== undefined && { allowRemoval }),
    git: { signal: io.signal },
  });
  const { commit, pushed, changes } = result;
  if (options.output === "json") {
    const body = changes.map(({ change, cluster, ref, risks }) => ({ change, cluster, ref, risks }));
    io.stdout.write(renderJson("PublishReport", { commit, branch: result.branch, pushed, changes: body }));
  } else {
    io.stderr.write(renderDiffText(changes, createPaint(wantsColor(io, "stderr"))));
    io.stdout.write(`${commit}\n`);
  }
  return exitCode.yes;
};

function parseCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new FluxwrightError("usage", `--allow-removal takes a number of objects, not "${text}"`);
}
