import type { FileTree } from "../manifests/file-tree.js";
import type { Located } from "../objects/origin.js";
import { validateFleet } from "../validate/validate-fleet.js";
import type { CheckTree, Judgement } from "./check-trees.js";
import type { OptionValues } from "./command.js";
import { fleetOfTrees } from "./fleet-options.js";
import { parseIgnore, parseProfile } from "./parse-options.js";

/** Reads the fleet that lies in trees and judges it, as the options of `check` say. */
export function judgeTrees(trees: readonly CheckTree[], options: OptionValues): Judgement {
  const profile = parseProfile(options.profile as string | undefined);
  const sources = ofRole(trees, "source").map(({ name, tree }) => [name, tree] as const);
  const fleet = fleetOfTrees(ofRole(trees, "fleet")[0]!.tree, Object.fromEntries(sources), options);
  const diagnostics = validateFleet(fleet, {
    ...(profile && { profile }),
    ignore: parseIgnore(options.ignore as readonly string[] | undefined),
    crds: ofRole(trees, "crds").flatMap(({ tree }) => crdsIn(tree)),
  });
  return {
    files: fleet.files.map(({ path }) => path),
    clusters: fleet.clusters.map(({ name, objects }) => ({ name, objects: objects.length })),
    diagnostics,
  };
}

function ofRole(trees: readonly CheckTree[], role: CheckTree["role"]): readonly CheckTree[] {
  return trees.filter((each) => each.role === role);
}

/** The objects of all YAML files of a tree: those that are CRDs are taken. */
function crdsIn(tree: FileTree): readonly Located[] {
  return tree.paths.filter((path) => /\.ya?ml$/.test(path)).flatMap((path) => tree.manifests(path).objects);
}
