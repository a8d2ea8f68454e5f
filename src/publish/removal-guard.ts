import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { ObjectChange } from "../diff/object-change.js";
import type { Fleet, FleetCluster } from "../fleet/fleet.js";
import { formatRef, refKey, refOf } from "../objects/object-ref.js";

/** The share of a fleet's objects that a commit may remove without being told to. */
const FREE_SHARE = 1 / 5;

/**
 * Stops a commit that removes much: with `prune`, Flux deletes from the cluster what leaves the repository, so a
 * program that went wrong would delete the fleet.
 *
 * @param allowed how many removals were acknowledged; must be the exact number.
 * @throws FluxwrightError `refused`.
 */
export function guardRemovals(
  base: Fleet,
  head: Fleet,
  changes: readonly ObjectChange[],
  allowed: number | undefined,
): void {
  const removed = changes.filter(({ change }) => change === "removed").length;
  if (allowed === removed) return;
  const total = base.clusters.reduce((sum, { objects }) => sum + objects.length, 0);
  const emptied = emptiedPaths(base, head);
  if (removed <= total * FREE_SHARE && emptied.length === 0) return;
  const why =
    emptied.length > 0
      ? `nothing is left in the path of ${emptied.join(", ")}`
      : `that is more than a fifth of ${total}`;
  throw new FluxwrightError("refused", `This commit removes ${removed} objects: ${why}`, {
    hint: `If that is meant, say so with --allow-removal=${removed}.`,
  });
}

/** Kustomizations of both fleets whose build had objects and now has none. */
function emptiedPaths(base: Fleet, head: Fleet): readonly string[] {
  const sizes = new Map(head.clusters.flatMap(buildSizes));
  return base.clusters
    .flatMap(buildSizes)
    .filter(([key, size]) => size.count > 0 && sizes.get(key)?.count === 0)
    .map(([, size]) => size.name);
}

function buildSizes({ name, builds }: FleetCluster): [string, { name: string; count: number }][] {
  return builds.map(({ kustomization, objects }) => {
    const ref = refOf(kustomization.object);
    return [`${name} ${refKey(ref)}`, { name: formatRef(ref), count: objects.length }];
  });
}
