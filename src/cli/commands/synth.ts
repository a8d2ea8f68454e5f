import { plural } from "../../render/counts.js";
import { renderDiagnosticsText } from "../../render/diagnostics-text.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import type { SynthResult } from "../../synth/synth-result.js";
import { isSynthesized } from "../../synth/synth-result.js";
import { synthesizeProgram } from "../../synth/synthesize-program.js";
import { verdictDirectory } from "../cache-directory.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";
import { parseIgnore, parseProfile } from "../parse-options.js";
import { lineReader } from "../source-lines.js";

/** `fluxwright synth`: 0 written (or equal, with --check), 1 errors or differences. */
export const run: CommandRun = async (_, options, io) => {
  const check = options.check === true;
  const result = await runSynth(options, io, check);
  if (options.output === "json") {
    io.stdout.write(renderJson("SynthReport", { ...result }));
  } else {
    showDiagnostics(result, io);
    io.stdout.write(summarize(result, check));
  }
  if (!isSynthesized(result)) return exitCode.no;
  return check && !isUnchanged(result) ? exitCode.no : exitCode.yes;
};

/** Runs the program of the working directory, as the options of `synth` and `publish` say. */
export function runSynth(
  options: OptionValues,
  io: CommandIo,
  check: boolean,
  repository?: string,
): Promise<SynthResult> {
  const profile = parseProfile(options.profile as string | undefined);
  const outDir = options.out as string | undefined;
  const verdicts = verdictDirectory(options, io);
  return synthesizeProgram({
    cwd: io.cwd,
    ...(outDir !== undefined && { outDir }),
    ...(repository !== undefined && { repository }),
    check,
    ...(profile && { profile }),
    ignore: parseIgnore(options.ignore as readonly string[] | undefined),
    ...(verdicts !== undefined && { verdicts }),
    env: io.env as NodeJS.ProcessEnv,
    log: (text) => io.stderr.write(text),
    signal: io.signal,
  });
}

/** Findings, on stderr: stdout holds the result. */
export function showDiagnostics({ diagnostics }: SynthResult, io: CommandIo): void {
  if (diagnostics.length === 0) return;
  io.stderr.write(
    renderDiagnosticsText(diagnostics, {
      paint: createPaint(wantsColor(io, "stderr")),
      lineOf: lineReader(io.cwd),
    }),
  );
}

function isUnchanged({ changes }: SynthResult): boolean {
  return changes !== undefined && changes.written.length + changes.removed.length === 0;
}

function summarize({ outDir, files, objects, changes }: SynthResult, check: boolean): string {
  if (changes === undefined) return "nothing was written\n";
  const { written, removed, kept } = changes;
  const verb = check ? "would be " : "";
  const lines = [
    ...written.map((path) => `${verb}written ${path}`),
    ...removed.map((path) => `${verb}removed ${path}`),
    ...kept.map((path) => `kept ${path}: it was edited by hand`),
    `${plural(objects, "object")} in ${plural(files.length, "file")} of ${outDir}: ${written.length} ${verb}written, ${removed.length} ${verb}removed`,
  ];
  return `${lines.join("\n")}\n`;
}
