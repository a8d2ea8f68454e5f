import { sha256 } from "../manifests/durable-file.js";
import { watchedTree } from "../manifests/watched-tree.js";
import { VerdictStore } from "../validate/verdict-store.js";
import { verdictDirectory } from "./cache-directory.js";
import type { CheckTree, Judgement } from "./check-trees.js";
import type { OptionValues } from "./command.js";
import type { CommandIo } from "./io.js";

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
  const judge = async (from: readonly CheckTree[]): Promise<Judgement> =>
    (await import("./judge-trees.js")).judgeTrees(from, options);
  if (directory === undefined) return judge(trees);
  const store = new VerdictStore(directory);
  const circumstances = circumstancesOf(trees, options);
  const known = store.recall<Judgement>(circumstances, (name) => textNamed(trees, name));
  if (known !== undefined) return known;
  const evidence: Record<string, string> = {};
  const watched = trees.map((each, home) => {
    const tree = watchedTree(each.tree, (path, text) => {
      evidence[`${home} ${path}`] = sha256(text);
    });
    return { ...each, tree };
  });
  const judgement = await judge(watched);
  store.keep(circumstances, evidence, judgement);
  return judgement;
}

/** All that a judgement depends on, beside the texts that are read on the way. */
function circumstancesOf(trees: readonly CheckTree[], options: OptionValues): readonly unknown[] {
  const listings = trees.map(({ role, name, tree }) => [
    role,
    name,
    tree.label,
    sha256(tree.paths.join("\n")),
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
