import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { directoryTree } from "../manifests/directory-tree.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { OptionValues } from "./command.js";
import type { CommandIo } from "./io.js";
import { parseSources } from "./parse-options.js";

/** What `check` says of one directory; plain JSON. */
export interface Judgement {
  /** Paths of the YAML files. */
  readonly files: readonly string[];
  readonly clusters: readonly { readonly name: string; readonly objects: number }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Files that a judgement may rest on. */
export interface CheckTree {
  readonly role: "fleet" | "source" | "crds";
  /** `Kind/namespace/name` of a source, else the directory. */
  readonly name: string;
  readonly tree: FileTree;
}

/** The fleet's own tree, then those that the options name. */
export function treesOfCheck(directory: string, options: OptionValues, io: CommandIo): readonly CheckTree[] {
  const treeOf = (path: string): FileTree => directoryTree(resolve(io.cwd, path), path);
  const sources = [...parseSources(options.source as readonly string[] | undefined)];
  const crds = (options.crds as readonly string[] | undefined) ?? [];
  return [
    { role: "fleet", name: directory, tree: treeOf(directory) },
    ...sources.map(([name, path]) => ({ role: "source", name, tree: treeOf(path) }) as const),
    ...crds.map((name) => ({ role: "crds", name, tree: treeOf(name) }) as const),
  ];
}
