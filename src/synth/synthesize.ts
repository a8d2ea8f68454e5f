import type { FleetTree } from "../constructs/fleet-tree.js";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Profile } from "../flux/profiles.js";
import type { SynthRecordObject } from "../manifests/synth-record.js";
import type { OutputFile } from "../manifests/write.js";
import { writeTree } from "../manifests/write.js";
import { formatLocation } from "../objects/location.js";
import { formatRef, refOf } from "../objects/object-ref.js";
import type { Located } from "../objects/origin.js";
import { buildProgram } from "./build-program.js";
import { judgeProgram } from "./judge-program.js";
import type { TreeFile } from "./program-tree.js";
import { outputTree } from "./program-tree.js";
import type { SynthResult } from "./synth-result.js";
import { isSynthesized } from "./synth-result.js";

/** How a program is synthesized. */
export interface SynthOptions {
  /** Where the output lies. */
  readonly outDir: string;
  /** Write nothing, only say what would change. Default false. */
  readonly check?: boolean;
  /** Directory that names of source files are relative to. */
  readonly cwd: string;
  /** For which Flux; default the newest, or what a FluxInstance of the program says. */
  readonly profile?: Partial<Profile>;
  /** Codes of findings to leave out. */
  readonly ignore?: readonly DiagnosticCode[];
}

/**
 * Makes manifests of a construct tree: builds the files, judges them as Flux will read them, and writes what has
 * changed. With an error nothing is written.
 *
 * @throws FluxwrightError as {@link writeTree} does
 */
export function synthesize(app: FleetTree, options: SynthOptions): SynthResult {
  const { outDir, check = false } = options;
  const output = outputTree(outDir);
  const program = buildProgram(app, { ...options, output });
  const diagnostics = judgeProgram(app, program, { ...options, output });
  const files = program.files.map(outputFile);
  const result: SynthResult = {
    outDir,
    files: files.map(({ path }) => path).sort(),
    objects: files.reduce((sum, { objects }) => sum + objects.length, 0),
    diagnostics,
  };
  return isSynthesized(result) ? { ...result, changes: writeTree(outDir, files, { check }) } : result;
}

function outputFile({ path, text, objects = [] }: TreeFile): OutputFile {
  return { path, text, objects: objects.map(recordObject) };
}

function recordObject({ object, origin }: Located): SynthRecordObject {
  const at = origin.locate();
  const written = { object: formatRef(refOf(object)), construct: origin.construct ?? "" };
  return at.file === "" ? written : { ...written, at: formatLocation(at) };
}
