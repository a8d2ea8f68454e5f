import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Fleet } from "../../fleet/fleet.js";
import { directoryTree } from "../../manifests/directory-tree.js";
import { formatLocation } from "../../objects/location.js";
import type { Located } from "../../objects/origin.js";
import { countSeverities } from "../../render/counts.js";
import { renderDiagnosticsGithub } from "../../render/diagnostics-github.js";
import { renderDiagnosticsJunit } from "../../render/diagnostics-junit.js";
import { renderDiagnosticsSarif } from "../../render/diagnostics-sarif.js";
import { renderDiagnosticsText } from "../../render/diagnostics-text.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import { validateFleet } from "../../validate/validate-fleet.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import { fixFiles } from "../fix-files.js";
import { loadFleet } from "../fleet-options.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";
import { parseIgnore, parseProfile } from "../parse-options.js";
import { lineReader } from "../source-lines.js";
import { version } from "../version.js";

/** What was found in one directory. */
interface Checked {
  readonly directory: string;
  readonly fleet: Fleet;
  readonly diagnostics: readonly Diagnostic[];
}

/** `fluxwright check`: 0 without errors, 1 with. */
export const run: CommandRun = async ([directories], options, io) => {
  const names = directories?.length ? (directories as readonly string[]) : ["."];
  const checked = names.map((directory) => checkDirectory(directory, options, io));
  io.stdout.write(render(checked, options, io));
  const failed = checked.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === "error"));
  return failed ? exitCode.no : exitCode.yes;
};

function checkDirectory(directory: string, options: OptionValues, io: CommandIo): Checked {
  const checked = judgeDirectory(directory, options, io);
  if (options.fix !== true) return checked;
  const mended = fixFiles(resolve(io.cwd, directory), checked.fleet.tree, checked.diagnostics);
  for (const { at, code, message } of mended) {
    io.stderr.write(
      `fixed ${formatLocation({ ...at, file: join(directory, at.file) })} ${code}: ${message}\n`,
    );
  }
  // What was mended may uncover what is judged by the newer schema only.
  return mended.length === 0 ? checked : checkDirectory(directory, options, io);
}

function judgeDirectory(directory: string, options: OptionValues, io: CommandIo): Checked {
  const fleet = loadFleet(directory, options, io);
  const profile = parseProfile(options.profile as string | undefined);
  const diagnostics = validateFleet(fleet, {
    ...(profile && { profile }),
    ignore: parseIgnore(options.ignore as readonly string[] | undefined),
    crds: ((options.crds as readonly string[] | undefined) ?? []).flatMap((crds) =>
      readCrds(resolve(io.cwd, crds)),
    ),
  });
  return { directory, fleet, diagnostics };
}

/** The objects of all YAML files below a directory: those that are CRDs are taken. */
function readCrds(directory: string): readonly Located[] {
  const tree = directoryTree(directory);
  return tree.paths.filter((path) => /\.ya?ml$/.test(path)).flatMap((path) => tree.manifests(path).objects);
}

function render(checked: readonly Checked[], options: OptionValues, io: CommandIo): string {
  const all = checked.flatMap(({ directory, diagnostics }) =>
    diagnostics.map((each) => below(directory, each)),
  );
  const files = checked.flatMap(({ directory, fleet }) =>
    fleet.files.map(({ path }) => join(directory, path)),
  );
  switch (options.output) {
    case "json": {
      const clusters = checked.flatMap(({ fleet }) =>
        fleet.clusters.map(({ name, objects }) => ({ name, objects: objects.length })),
      );
      return renderJson("CheckReport", {
        summary: countSeverities(all),
        files: files.length,
        clusters,
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
