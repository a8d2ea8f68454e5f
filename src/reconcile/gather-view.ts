import type { ClusterClient } from "../cluster/cluster-client.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { inventoryOf } from "../flux/inventory.js";
import { findFluxKind, fluxKindNames, fluxKinds } from "../flux/kinds.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refKey } from "../objects/object-ref.js";
import type { ClusterView, ReadRefusal } from "./cluster-view.js";
import { createClusterView } from "./cluster-view.js";
import { statusOf } from "./status.js";

/**
 * Reads a cluster once: every object of Flux, and what the appliers that are not current have applied. What may
 * not be read, or is not installed, is in the view as such.
 */
export async function gatherView(
  client: ClusterClient,
  options: { signal?: AbortSignal } = {},
): Promise<ClusterView> {
  const refusals = new Map<string, ReadRefusal>();
  const lists = await Promise.all(
    fluxKindNames.map((kind) => {
      const { group } = fluxKinds[kind];
      return orRefusal(client.list({ group, kind }, {}, options), refusals, `${group}/${kind}`);
    }),
  );
  const flux = lists.flatMap((list) => list ?? []);
  const applied = await Promise.all(
    unhealthyInventory(flux).map((ref) =>
      orRefusal(client.find(ref, options), refusals, `${ref.group}/${ref.kind}/${ref.namespace ?? ""}`),
    ),
  );
  return createClusterView([...flux, ...applied.filter((object) => object !== undefined)], refusals);
}

/** What was applied by who is not current: the walk may end there. */
function unhealthyInventory(objects: readonly KubeObject[]): readonly ObjectRef[] {
  const refs = objects.filter((object) => statusOf(object).name !== "current").flatMap(inventoryOf);
  const outside = refs.filter(({ group, kind }) => findFluxKind(group, kind) === undefined);
  return [...new Map(outside.map((ref) => [refKey(ref), ref])).values()];
}

async function orRefusal<T>(
  reading: Promise<T>,
  refusals: Map<string, ReadRefusal>,
  key: string,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof FluxwrightError)) throw error;
    if (error.reason !== "forbidden" && error.reason !== "kind-not-installed") throw error;
    refusals.set(key, error.reason);
    return undefined;
  }
}
