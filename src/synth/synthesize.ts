import type { FleetTree } from "../constructs/fleet-tree.js";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Profile } from "../flux/profiles.js";
import type { SynthRecordObject } from "../manifests/synth-record.js";
import type { OutputFile } from "../manifests/tree-plan.js";
import { writeTree } from "../manifests/write.js";
import { formatLocation } from "../objects/location.js";
import { formatRef, refOf } from "../objects/object-ref.js";
import type { BuiltProgram } from "./build-program.js";
import { buildProgram } from "./build-program.js";
import { clusterUidsOf } from "./cluster-uids.js";
import { judgeProgram } from "./judge-program.js";
import { programRoot } from "./program-config.js";
import type { ProgramObject } from "./program-files.js";
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
  /** Directory with verdicts of earlier runs; without it everything is judged. */
  readonly verdicts?: string;
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
  const files = program.files.map((file) => new ProgramOutput(file, root));
  const result: SynthResult = {
    outDir,
    files: files.map(({ path }) => path).sort(),
    objects: program.files.reduce((sum, { objects = [] }) => sum + objects.length, 0),
    diagnostics,
  };
  if (!isSynthesized(result)) return result;
  const facts = { externals: externalNames(program), clusterUids: clusterUidsOf(app) };
  return { ...result, changes: writeTree(outDir, files, { check, ...facts }) };
}

/** What the program says is made elsewhere, without what it writes itself. */
function externalNames({ externals, files }: BuiltProgram): string[] {
  if (externals.length === 0) return [];
  const own = new Set(
    files.flatMap(({ objects = [] }) => objects.map(({ object }) => formatRef(refOf(object)))),
  );
  return externals.map(formatRef).filter((name) => !own.has(name));
}

/** A file of the program. What the record says of its objects is made when asked: nobody needs it of all at once. */
class ProgramOutput implements OutputFile {
  readonly path: string;
  readonly text: string;
  readonly #objects: readonly ProgramObject[];
  readonly #root: string;

  constructor({ path, text, objects = [] }: TreeFile, root: string) {
    this.path = path;
    this.text = text;
    this.#objects = objects;
    this.#root = root;
  }

  get objects(): SynthRecordObject[] {
    return this.#objects.map((object) => recordObject(object, this.#root));
  }
}

/** The record names sources from the program's root, wherever synth was started. */
function recordObject({ object, origin }: ProgramObject, root: string): SynthRecordObject {
  const at = origin.locateFrom(root);
  const written = { object: formatRef(refOf(object)), construct: origin.construct };
  return at === undefined ? written : Object.assign(written, { at: formatLocation(at) });
}
