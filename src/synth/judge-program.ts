import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Cluster } from "../constructs/cluster.js";
import type { FleetTree } from "../constructs/fleet-tree.js";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { compareDiagnostics } from "../diagnostics/diagnostic.js";
import { readFleet } from "../fleet/read-fleet.js";
import type { Profile } from "../flux/profiles.js";
import type { FileTree } from "../manifests/file-tree.js";
import { formatLocation } from "../objects/location.js";
import { withoutIgnored } from "../validate/ignore.js";
import { validateFleet } from "../validate/validate-fleet.js";
import type { BuiltProgram } from "./build-program.js";
import { programTree } from "./program-tree.js";

/** For which Flux a program is judged, and what is accepted. */
export interface JudgeOptions {
  readonly cwd: string;
  readonly output?: FileTree | undefined;
  readonly profile?: Partial<Profile>;
  readonly ignore?: readonly DiagnosticCode[];
}

/**
 * Judges what a program is about to write, together with what else lies in the output, as Flux will read it.
 *
 * @returns findings in the order of their places, without those that a comment `// fluxwright-ignore code: reason`
 * accepts.
 */
export function judgeProgram(app: FleetTree, program: BuiltProgram, options: JudgeOptions): Diagnostic[] {
  const { cwd, output, profile = {}, ignore = [] } = options;
  const tree = programTree(program.files, output, app.root);
  const fleet = readFleet(tree, { entry: entriesOf(app), externals: program.externals });
  const found = [
    ...program.diagnostics,
    ...unlessKnown(validateFleet(fleet, { profile: { isAssumed: false, ...profile } }), program.diagnostics),
  ];
  const kept = withoutIgnored(found, ignore, (file) => sourceText(resolve(cwd, file)));
  return kept.sort(compareDiagnostics);
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
