import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Fleet } from "../fleet/fleet.js";
import { formatRef, refOf } from "../objects/object-ref.js";
import type { AdoptedFolder, LeftFile } from "./choose-files.js";
import { chooseFiles } from "./choose-files.js";
import type { Group } from "./print-group.js";
import { printGroup } from "./print-group.js";
import { printLiteral } from "./print-literal.js";
import { projectFiles } from "./project-files.js";
import { VariableNames } from "./variable-names.js";

/** A TypeScript program that synthesizes a fleet. */
export interface AdoptedProgram {
  /** Files of the program, by path. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Files of the fleet that the program writes from now on. */
  readonly adopted: readonly string[];
  /** Objects that became statements, as `Kind/namespace/name`, with the file each was in. */
  readonly objects: readonly { readonly object: string; readonly file: string }[];
  /** YAML files of the fleet that the program leaves as they are. */
  readonly left: readonly LeftFile[];
}

/** What holds for an adoption. */
export interface AdoptOptions {
  /** Findings of the fleet as it is, which the program accepts for the time being. */
  readonly ignore?: readonly DiagnosticCode[];
}

/**
 * Writes the program for a fleet: one module for each cluster, one for what several share. Each file that becomes
 * program is written again under its name, so what kustomize puts together from the others stays as it was.
 */
export function adoptFleet(fleet: Fleet, options: AdoptOptions = {}): AdoptedProgram {
  const { folders, left } = chooseFiles(fleet);
  const groups = groupsOf(fleet, folders);
  const files = folders.flatMap((folder) => folder.files);
  return {
    files: [
      { path: "main.ts", text: mainModule(groups, options.ignore ?? []) },
      ...groups.map((group) => ({ path: `${group.name}.ts`, text: printGroup(group, fleet.tree) })),
      ...projectFiles,
    ],
    adopted: files.map(({ path }) => path),
    objects: files.flatMap(({ path, objects }) =>
      objects.map(({ object }) => ({ object: formatRef(refOf(object)), file: path })),
    ),
    left,
  };
}

function groupsOf({ clusters }: Fleet, folders: readonly AdoptedFolder[]): readonly Group[] {
  const names = new VariableNames();
  names.name("main");
  const own = clusters.map((cluster) => ({
    name: names.name(cluster.name === "." ? "cluster" : cluster.name, cluster.path),
    clusters: [cluster],
    folders: folders.filter(({ clusters: [path, ...more] }) => path === cluster.path && more.length === 0),
  }));
  const shared = folders.filter((folder) => folder.clusters.length > 1);
  return shared.length === 0 ? own : [...own, { name: names.name("shared"), clusters, folders: shared }];
}

function mainModule(groups: readonly Group[], ignore: readonly DiagnosticCode[]): string {
  const accepted =
    ignore.length === 0
      ? "const app = new FleetApp();"
      : `// The fleet had these findings when it was adopted.\nconst app = new FleetApp(${printLiteral({ ignore })});`;
  return [
    'import { FleetApp } from "fluxwright";',
    ...groups.map(({ name }) => `import { ${name} } from "./${name}.js";`),
    "",
    accepted,
    ...groups.map(({ name }) => `${name}(app);`),
    "app.synth();",
    "",
  ].join("\n");
}
