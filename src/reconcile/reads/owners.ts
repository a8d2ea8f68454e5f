import type { ClusterClient } from "../../cluster/cluster-client.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { ownerLabels } from "../../flux/annotations.js";
import { inventoryOf } from "../../flux/inventory.js";
import type { FluxKind } from "../../flux/kinds.js";
import { factsOf } from "../../flux/kinds.js";
import { asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { refKey, refOf } from "../../objects/object-ref.js";

/** Kinds that keep an inventory of what they apply. */
const applierKinds: readonly FluxKind[] = ["Kustomization", "HelmRelease", "ResourceSet", "FluxInstance"];

/**
 * Every object of Flux that applies others. Kinds that are not installed or may not be read are left out.
 *
 * @throws FluxwrightError `forbidden` when none of them may be read: then nothing can be said.
 */
export async function readAppliers(
  client: ClusterClient,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const refusals: FluxwrightError[] = [];
  const lists = await Promise.all(
    applierKinds.map(async (kind) => {
      try {
        return await client.list({ group: factsOf(kind).group, kind }, {}, { signal });
      } catch (error) {
        if (!(error instanceof FluxwrightError)) throw error;
        if (error.reason === "forbidden") refusals.push(error);
        else if (error.reason !== "kind-not-installed") throw error;
        return [];
      }
    }),
  );
  if (lists.every((list) => list.length === 0) && refusals[0] !== undefined) throw refusals[0];
  return lists.flat();
}

/** The appliers whose inventory holds the object, whatever the API version it was applied in. */
export function ownersOf(ref: ObjectRef, appliers: readonly KubeObject[]): readonly KubeObject[] {
  const key = refKey(ref);
  return appliers.filter((applier) => inventoryOf(applier).some((entry) => refKey(entry) === key));
}

/**
 * What the object's labels say of who applied it. Weaker than an inventory: a label may be copied, and stays
 * when the owner lets the object go.
 */
export function labelledOwner({ metadata }: KubeObject): ObjectRef | undefined {
  const { labels = {} } = metadata;
  return (
    refFrom(
      "Kustomization",
      labels[ownerLabels.kustomizationNamespace],
      labels[ownerLabels.kustomizationName],
    ) ?? refFrom("HelmRelease", labels[ownerLabels.helmReleaseNamespace], labels[ownerLabels.helmReleaseName])
  );
}

function refFrom(
  kind: FluxKind,
  namespace: string | undefined,
  name: string | undefined,
): ObjectRef | undefined {
  if (namespace === undefined || name === undefined) return undefined;
  return { group: factsOf(kind).group, kind, namespace, name };
}

/** The object that controls this one (a ReplicaSet of a Pod, say), by `metadata.ownerReferences`. */
export function controllerOf(object: KubeObject): ObjectRef | undefined {
  const owners = Array.isArray(object.metadata.ownerReferences) ? object.metadata.ownerReferences : [];
  const owner = owners.find((candidate) => candidate.controller === true);
  const [apiVersion, kind, name] = [owner?.apiVersion, owner?.kind, owner?.name].map(asString);
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  return refOf({
    apiVersion,
    kind,
    metadata: { name, ...(object.metadata.namespace && { namespace: object.metadata.namespace }) },
  });
}
