import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { AdoptedProgram } from "../../adopt/adopt-fleet.js";
import { adoptFleet } from "../../adopt/adopt-fleet.js";
import type { DiagnosticCode } from "../../diagnostics/catalog.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { diffFleets } from "../../diff/diff-fleets.js";
import type { ObjectChange } from "../../diff/object-change.js";
import type { Fleet } from "../../fleet/fleet.js";
import { plural } from "../../render/counts.js";
import { renderDiffText } from "../../render/diff-text.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import type { SynthResult } from "../../synth/synth-result.js";
import { isSynthesized } from "../../synth/synth-result.js";
import { synthesizeProgram } from "../../synth/synthesize-program.js";
import { validateFleet } from "../../validate/validate-fleet.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import { loadFleet } from "../fleet-options.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";
import { parseProfile } from "../parse-options.js";
import { showDiagnostics } from "./synth.js";

/** Directory of the output in that of the program; what the program leaves as YAML is copied there. */
const OUTPUT = "fleet";

/** `fluxwright adopt <dir>`: 0 when the program gives the same objects as the fleet, 1 when it does not. */
export const run: CommandRun = async ([directory], options, io) => {
  const source = resolve(io.cwd, directory as string);
  const out = resolve(io.cwd, options.out as string);
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new FluxwrightError("refused", `${out} is not empty`, { hint: "Give a new directory with --out." });
  }
  const fleet = loadFleet(directory as string, options, io);
  if (fleet.clusters.length === 0) {
    throw new FluxwrightError("usage", `${directory as string} holds no cluster`, {
      hint: "Give --entry <path>.",
    });
  }
  const accepted = presentErrors(fleet, options);
  const program = adoptFleet(fleet, { ignore: accepted });
  writeProgram(program, fleet, source, out);
  const result = await synthesize(out, options, io);
  if (!isSynthesized(result)) {
    showDiagnostics(result, io);
    throw new FluxwrightError("invalid", `The program in ${out} does not synthesize.`, {
      hint: "It was left there. Correct what stands above and run synth, or adopt less of the fleet with --entry.",
    });
  }
  const changes = diffFleets(fleet, loadFleet(join(out, OUTPUT), entriesOf(fleet, options), io));
  io.stdout.write(render({ program, accepted, changes, out: options.out as string }, options, io));
  return changes.length === 0 ? exitCode.yes : exitCode.no;
};

/**
 * Errors that the fleet has already: the program must not be refused for them. Judged as synth will judge the program,
 * which never takes a removed version for a warning because nobody said which Flux it is.
 */
function presentErrors(fleet: Fleet, options: OptionValues): readonly DiagnosticCode[] {
  const profile = { isAssumed: false, ...parseProfile(options.profile as string | undefined) };
  const errors = validateFleet(fleet, { profile }).filter(({ severity }) => severity === "error");
  return [...new Set(errors.map(({ code }) => code))].sort();
}

function writeProgram(program: AdoptedProgram, fleet: Fleet, source: string, out: string): void {
  mkdirSync(join(out, OUTPUT), { recursive: true });
  for (const { path, text } of program.files) writeFileSync(join(out, path), text);
  const adopted = new Set(program.adopted);
  // The directory of the program may lie in that of the fleet: it is no part of it.
  const inside = `${relative(source, out)}/`;
  for (const path of fleet.tree.paths.filter((path) => !adopted.has(path) && !path.startsWith(inside))) {
    mkdirSync(dirname(join(out, OUTPUT, path)), { recursive: true });
    copyFileSync(join(source, path), join(out, OUTPUT, path));
  }
}

/** Runs the program with the packages of this command: the program's own are not installed yet. */
function synthesize(out: string, options: OptionValues, io: CommandIo): Promise<SynthResult> {
  const profile = parseProfile(options.profile as string | undefined);
  const require = createRequire(import.meta.url);
  const bin = join(dirname(require.resolve("jiti/package.json")), "..", ".bin");
  const alias = {
    fluxwright: fileURLToPath(new URL("../../index.js", import.meta.url)),
    cdk8s: require.resolve("cdk8s"),
    constructs: require.resolve("constructs"),
  };
  return synthesizeProgram({
    cwd: out,
    ...(profile && { profile }),
    env: {
      JITI_ALIAS: JSON.stringify(alias),
      ...(io.env as NodeJS.ProcessEnv),
      PATH: [io.env.PATH ?? "", bin].join(delimiter),
    },
    log: (text) => io.stderr.write(text),
    signal: io.signal,
  });
}

/** The result is read from the same entry points, found or given. */
function entriesOf({ clusters }: Fleet, options: OptionValues): OptionValues {
  return { ...options, entry: clusters.map(({ path }) => path) };
}

interface Adoption {
  readonly program: AdoptedProgram;
  /** What the program's `ignore` names. */
  readonly accepted: readonly DiagnosticCode[];
  readonly changes: readonly ObjectChange[];
  readonly out: string;
}

function render({ program, accepted, changes, out }: Adoption, options: OptionValues, io: CommandIo): string {
  const { files, adopted, objects, left } = program;
  const isEqual = changes.length === 0;
  if (options.output === "json") {
    const differences = changes.map(({ change, cluster, ref, fields }) => ({ change, cluster, ref, fields }));
    const paths = files.map(({ path }) => path);
    return renderJson("AdoptReport", {
      directory: out,
      files: paths,
      adopted,
      objects,
      left,
      accepted,
      isEqual,
      differences,
    });
  }
  const reasons = new Map<string, number>();
  for (const { why } of left) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  const lines = [
    `${plural(objects.length, "object")} of ${plural(adopted.length, "file")} became the program in ${out}`,
    `${plural(left.length, "file")} stay as YAML in ${out}/${OUTPUT}:`,
    ...[...reasons].map(([why, count]) => `  ${count}: ${why}`),
    ...(accepted.length === 0
      ? []
      : [`accepted by main.ts, since the fleet has it already: ${accepted.join(", ")}`]),
  ];
  const verdict = isEqual
    ? "proven: it synthesizes the same objects for every cluster\n"
    : `${renderDiffText(changes, createPaint(wantsColor(io, "stdout")))}not equal: the program gives other objects\n`;
  return `${lines.join("\n")}\n${verdict}`;
}
