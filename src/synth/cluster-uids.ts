import { Cluster } from "../constructs/cluster.js";
import type { FleetTree } from "../constructs/fleet-tree.js";

/** The uids that a program pins its clusters to, by the cluster's path below the output. */
export function clusterUidsOf(app: FleetTree): Readonly<Record<string, string>> {
  const clusters = app.node.children.filter((child): child is Cluster => child instanceof Cluster);
  return Object.fromEntries(
    clusters.flatMap(({ path, clusterUid }) => (clusterUid === undefined ? [] : [[path, clusterUid]])),
  );
}
