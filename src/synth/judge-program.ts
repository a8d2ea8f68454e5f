import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Cluster } from "../constructs/cluster.js";
import type { FleetTree } from "../constructs/fleet-tree.js";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { compareDiagnostics } from "../diagnostics/diagnostic.js";
import { readFleet } from "../fleet/read-fleet.js";
import type { Profile } from "../flux/profiles.js";
import { sha256 } from "../manifests/durable-file.js";
import type { FileTree } from "../manifests/file-tree.js";
import { formatLocation } from "../objects/location.js";
import { withoutIgnored } from "../validate/ignore.js";
import { validateFleet } from "../validate/validate-fleet.js";
import { VerdictStore } from "../validate/verdict-store.js";
import type { BuiltProgram } from "./build-program.js";
import type { TreeFile } from "./program-tree.js";
import { programTree } from "./program-tree.js";

/** For which Flux a program is judged, and what is accepted. */
export interface JudgeOptions {
  readonly cwd: string;
  readonly output?: FileTree | undefined;
  readonly profile?: Partial<Profile>;
  readonly ignore?: readonly DiagnosticCode[];
  /** Directory with verdicts of earlier runs; without it everything is judged. */
  readonly verdicts?: string;
}

/**
 * Judges what a program is about to write, together with what else lies in the output, as Flux will read it.
 *
 * @returns findings in the order of their places, without those that a comment `// fluxwright-ignore code: reason`
 * accepts.
 */
export function judgeProgram(app: FleetTree, program: BuiltProgram, options: JudgeOptions): Diagnostic[] {
  const { cwd, ignore = [] } = options;
  const found = [
    ...program.diagnostics,
    ...unlessKnown(judgeFiles(app, program, options), program.diagnostics),
  ];
  const kept = withoutIgnored(found, ignore, (file) => sourceText(resolve(cwd, file)));
  return kept.sort(compareDiagnostics);
}

/** What is wrong with the files as a fleet: what was found before, when they and all that matters beside are the same. */
function judgeFiles(
  app: FleetTree,
  program: BuiltProgram,
  { output, profile, verdicts }: JudgeOptions,
): readonly Diagnostic[] {
  // A file that could not be printed is not told from another one that could not.
  const isPrinted = program.diagnostics.every(({ severity }) => severity !== "error");
  const store = verdicts === undefined || !isPrinted ? undefined : new VerdictStore(verdicts);
  const evidence: Record<string, string> = {};
  const note = (path: string, text: string): void => {
    evidence[path] = sha256(text);
  };
  const tree = programTree(program.files, output, app.root, store && note);
  const entry = entriesOf(app);
  const { externals, files } = program;
  const judge = (): Diagnostic[] =>
    validateFleet(readFleet(tree, { entry, externals }), { profile: { isAssumed: false, ...profile } });
  if (store === undefined) return judge();
  const circumstances = ["synth", entry, externals, profile, app.root, tree.paths, files.map(digestOfFile)];
  const known = store.recall<Diagnostic[]>(circumstances, (path) => textOf(output, path));
  if (known !== undefined) return known;
  const found = judge();
  store.keep(circumstances, evidence, found);
  return found;
}

/** Stands for a file's text, and for the places that findings about its objects would name. */
function digestOfFile({ text, objects = [] }: TreeFile): string {
  const places = objects.map(({ origin }) => `${origin.construct} ${formatLocation(origin.locate())}`);
  return sha256([text, ...places].join("\n"));
}

function textOf(output: FileTree | undefined, path: string): string | undefined {
  return output?.isFile(path) === true ? output.readText(path) : undefined;
}

/** Duplicates are found when the program is built, and again where Flux builds their folder. */
function unlessKnown(found: readonly Diagnostic[], known: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, at }: Diagnostic): string => `${code} ${formatLocation(at)}`;
  const duplicates = new Set(known.filter(({ code }) => code === "object-duplicate").map(key));
  return found.filter((diagnostic) => !duplicates.has(key(diagnostic)));
}

/** The folders of the program's clusters, as paths in the repository. */
function entriesOf(app: FleetTree): string[] {
  const clusters = app.node.children.filter((child): child is Cluster => child instanceof Cluster);
  return [...new Set(clusters.map(({ path }) => app.repositoryPath(path).slice("./".length)))];
}

function sourceText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
