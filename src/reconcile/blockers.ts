import { findCondition } from "../flux/conditions.js";
import { inventoryOf } from "../flux/inventory.js";
import { findFluxKind } from "../flux/kinds.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refKey, refOf } from "../objects/object-ref.js";
import type { BlockRelation } from "./cause.js";
import type { ClusterView } from "./cluster-view.js";
import { liveReferences } from "./live-references.js";
import { madeChart } from "./made-chart.js";
import { standingOf } from "./standing.js";
import { statusOf } from "./status.js";

/** One step from an object that is not ready to what it waits for. */
export interface Blocker {
  readonly ref: ObjectRef;
  readonly relation: BlockRelation;
}

/**
 * What an object waits for, nearest to the root first: its source, its chart, its dependencies, then what it
 * applied itself. Only what is itself not ready counts. Who reads a chain of blockers to its end has the cause.
 *
 * A source counts even while the object itself still says Ready: Flux leaves the old Ready of a Kustomization
 * standing when its source fails.
 */
export function blockersOf(object: KubeObject, view: ClusterView): readonly Blocker[] {
  // What is stalled waits for nothing upstream: only a change of itself helps.
  const upstream = statusOf(object).name === "stalled" ? [] : [...chartOf(object), ...referencesOf(object)];
  const candidates: Blocker[] = [...upstream, ...unhealthyInventory(object)];
  return candidates.filter(({ ref }) => isNotReady(ref, view) && refKey(ref) !== refKey(refOf(object)));
}

function referencesOf(object: KubeObject): Blocker[] {
  return liveReferences(object)
    .filter(({ field }) => field.waits && field.relation !== "configuration")
    .map(({ field, to }) => ({
      ref: to,
      relation: field.relation === "dependency" ? "dependency" : "source",
    }));
}

function chartOf(object: KubeObject): Blocker[] {
  const isRelease = findFluxKind(groupOf(object.apiVersion), object.kind) === "HelmRelease";
  const chart = isRelease ? madeChart(object) : undefined;
  return chart ? [{ ref: chart, relation: "chart" }] : [];
}

/** What a failed health check names, `Kind/namespace/name`; all that was applied where it names none, or still runs. */
function unhealthyInventory(object: KubeObject): Blocker[] {
  const isChecking = statusOf(object).loop?.waitsFor === "health-check";
  const ready = findCondition(object, "Ready");
  const hasFailed = ready?.status === "False" && /health|timeout waiting|stalled/i.test(ready.message);
  if (!isChecking && !hasFailed) return [];
  const message = hasFailed ? ready.message : "";
  const named = new Set(
    [...message.matchAll(/(\w+)\/([\w.-]+)\/([\w.-]+) status/g)].map((match) => match[0]),
  );
  return inventoryOf(object)
    .filter(
      ({ kind, namespace, name }) =>
        named.size === 0 || named.has(`${kind}/${namespace ?? ""}/${name} status`),
    )
    .map((ref) => ({ ref, relation: "inventory" as const }));
}

/** What may not be read blocks nothing that we could prove. */
function isNotReady(ref: ObjectRef, view: ClusterView): boolean {
  if (view.refusalOf(ref) !== undefined) return false;
  const object = view.find(ref);
  // Objects that no watch covers are absent from the view without being missing: only Flux kinds are complete.
  if (object === undefined) return findFluxKind(ref.group, ref.kind) !== undefined;
  return standingOf(object, view).name !== "current";
}
