import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { directoryTree } from "../manifests/directory-tree.js";
import type { FileTree } from "../manifests/file-tree.js";
import { watchedTree } from "../manifests/watched-tree.js";
import { digestOf, VerdictStore } from "../validate/verdict-store.js";
import { verdictDirectory } from "./cache-directory.js";
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

/**
 * Judges a fleet, unless the same was judged before. What builds and judges is loaded only when it is needed: to say
 * again what still holds, listing and reading the files is enough.
 */
export async function judgeDirectory(
  trees: readonly CheckTree[],
  options: OptionValues,
  io: CommandIo,
): Promise<Judgement> {
  const directory = verdictDirectory(options, io);
  const store = directory === undefined ? undefined : new VerdictStore(directory);
  const circumstances = circumstancesOf(trees, options);
  const known = store?.recall<Judgement>(circumstances, (name) => textNamed(trees, name));
  if (known !== undefined) return known;
  const evidence: Record<string, string> = {};
  const watched = trees.map((each, home) => {
    const tree = watchedTree(each.tree, (path, text) => {
      evidence[`${home} ${path}`] = digestOf(text);
    });
    return { ...each, tree };
  });
  const { judgeTrees } = await import("./judge-trees.js");
  const judgement = judgeTrees(watched, options);
  store?.keep(circumstances, evidence, judgement);
  return judgement;
}

/** All that a judgement depends on, beside the texts that are read on the way. */
function circumstancesOf(trees: readonly CheckTree[], options: OptionValues): readonly unknown[] {
  const listings = trees.map(({ role, name, tree }) => [
    role,
    name,
    tree.label,
    digestOf(tree.paths.join("\n")),
  ]);
  return ["check", options.entry, options.profile, options.ignore, listings];
}

/** The text that evidence names: the number of the tree, then the path in it. */
function textNamed(trees: readonly CheckTree[], name: string): string | undefined {
  const space = name.indexOf(" ");
  const tree = trees[Number(name.slice(0, space))]?.tree;
  const path = name.slice(space + 1);
  return tree?.isFile(path) === true ? tree.readText(path) : undefined;
}
