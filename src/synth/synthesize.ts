import { relative, resolve } from "node:path";
import type { FleetTree } from "../constructs/fleet-tree.js";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Profile } from "../flux/profiles.js";
import type { SynthRecordObject } from "../manifests/synth-record.js";
import type { OutputFile } from "../manifests/tree-plan.js";
import { writeTree } from "../manifests/write.js";
import { formatLocation } from "../objects/location.js";
import { formatRef, refOf } from "../objects/object-ref.js";
import type { Located } from "../objects/origin.js";
import { buildProgram } from "./build-program.js";
import { judgeProgram } from "./judge-program.js";
import { programRoot } from "./program-config.js";
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
  const { outDir, cwd, check = false } = options;
  const output = outputTree(outDir);
  const program = buildProgram(app, { ...options, output });
  const diagnostics = judgeProgram(app, program, { ...options, output });
  const root = programRoot(outDir, cwd);
  const files = program.files.map((file) =>
    outputFile(file, (source) => relative(root, resolve(cwd, source))),
  );
  const result: SynthResult = {
    outDir,
    files: files.map(({ path }) => path).sort(),
    objects: files.reduce((sum, { objects }) => sum + objects.length, 0),
    diagnostics,
  };
  return isSynthesized(result) ? { ...result, changes: writeTree(outDir, files, { check }) } : result;
}

/** Names a source file as the record does: from the program's root, with `/`. */
type SourceName = (file: string) => string;

function outputFile({ path, text, objects = [] }: TreeFile, sourceName: SourceName): OutputFile {
  return { path, text, objects: objects.map((located) => recordObject(located, sourceName)) };
}

function recordObject({ object, origin }: Located, sourceName: SourceName): SynthRecordObject {
  const { file, line, column } = origin.locate();
  const written = { object: formatRef(refOf(object)), construct: origin.construct ?? "" };
  if (file === "") return written;
  return { ...written, at: formatLocation({ file: sourceName(file).replaceAll("\\", "/"), line, column }) };
}
