import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { completeInterruptedWrite } from "../../manifests/write.js";
import { formatLocation } from "../../objects/location.js";
import { countSeverities } from "../../render/counts.js";
import { renderDiagnosticsGithub } from "../../render/diagnostics-github.js";
import { renderDiagnosticsJunit } from "../../render/diagnostics-junit.js";
import { renderDiagnosticsSarif } from "../../render/diagnostics-sarif.js";
import { renderDiagnosticsText } from "../../render/diagnostics-text.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import type { Judgement } from "../check-trees.js";
import { treesOfCheck } from "../check-trees.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import { fixFiles } from "../fix-files.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";
import { judgeDirectory } from "../judge-directory.js";
import { lineReader } from "../source-lines.js";
import { version } from "../version.js";

/** What was found in one directory. */
interface Checked extends Judgement {
  readonly directory: string;
}

/** `fluxwright check`: 0 without errors, 1 with. */
export const run: CommandRun = async ([directories], options, io) => {
  const names = directories?.length ? (directories as readonly string[]) : ["."];
  const checked: Checked[] = [];
  for (const directory of names) checked.push(await checkDirectory(directory, options, io));
  io.stdout.write(render(checked, options, io));
  for (const each of checked) {
    if (each.files.length === 0) io.stderr.write(withoutManifests(each.directory));
    else if (each.clusters.length === 0) io.stderr.write(withoutCluster(each.directory));
  }
  const failed = checked.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === "error"));
  return failed ? exitCode.no : exitCode.yes;
};

function withoutManifests(directory: string): string {
  return `nothing in ${directory} is a YAML file: nothing was judged (is it the directory of the fleet?)\n`;
}

function withoutCluster(directory: string): string {
  return `nothing in ${directory} says where a cluster begins: objects were judged one by one, not by what they refer to (name it with --entry)\n`;
}

async function checkDirectory(directory: string, options: OptionValues, io: CommandIo): Promise<Checked> {
  const root = resolve(io.cwd, directory);
  completeInterruptedWrite(root);
  const trees = treesOfCheck(directory, options, io);
  const judgement = await judgeDirectory(trees, options, io);
  const checked = { directory, ...judgement };
  if (options.fix !== true) return checked;
  const mended = fixFiles(root, trees[0]!.tree, judgement.diagnostics);
  for (const { at, code, message } of mended) {
    io.stderr.write(
      `fixed ${formatLocation({ ...at, file: join(directory, at.file) })} ${code}: ${message}\n`,
    );
  }
  // What was mended may uncover what is judged by the newer schema only.
  return mended.length === 0 ? checked : checkDirectory(directory, options, io);
}

function render(checked: readonly Checked[], options: OptionValues, io: CommandIo): string {
  const all = checked.flatMap(({ directory, diagnostics }) =>
    diagnostics.map((each) => below(directory, each)),
  );
  const files = checked.flatMap(({ directory, files }) => files.map((path) => join(directory, path)));
  switch (options.output) {
    case "json": {
      return renderJson("CheckReport", {
        summary: countSeverities(all),
        files: files.length,
        clusters: checked.flatMap(({ clusters }) => clusters),
        diagnostics: all,
      });
    }
    case "sarif":
      return renderDiagnosticsSarif(all, version);
    case "junit":
      return renderDiagnosticsJunit(all, files);
    case "github":
      return renderDiagnosticsGithub(all);
    default:
      return renderDiagnosticsText(all, {
        paint: createPaint(wantsColor(io, "stdout")),
        lineOf: lineReader(io.cwd),
      });
  }
}

/** Paths as the caller can open them: below the directory that was given. */
function below(directory: string, diagnostic: Diagnostic): Diagnostic {
  const related = diagnostic.related?.map((place) => ({
    ...place,
    at: { ...place.at, file: join(directory, place.at.file) },
  }));
  const at = { ...diagnostic.at, file: join(directory, diagnostic.at.file) };
  return { ...diagnostic, at, ...(related && { related }) };
}

function join(directory: string, file: string): string {
  return directory === "." ? file : `${directory.replace(/\/+$/, "")}/${file}`;
}
