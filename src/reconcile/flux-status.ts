import type { Condition } from "../flux/conditions.js";
import { findCondition, waitingReasons } from "../flux/conditions.js";
import type { FluxKind } from "../flux/kinds.js";
import { factsOf } from "../flux/kinds.js";
import { asObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { coolDownPosition, dependencyPosition, workingPosition } from "./loop.js";
import type { ObjectStatus, StatusName } from "./object-status.js";

/**
 * The status of an object of Flux. A ladder: the first rung that holds decides. Its order is what makes it
 * honest: suspension before Ready (a suspended object keeps its old Ready, and even moves
 * `lastHandledReconcileAt` and `observedGeneration`), the condition's own generation before its value (the
 * status' `observedGeneration` stays behind on exactly the specs that fail).
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#kustomization-status
 */
export function fluxStatus(kind: FluxKind, object: KubeObject): ObjectStatus {
  const ready = findCondition(object, "Ready");
  if (isSuspended(object)) return suspendedStatus(ready);
  if (isStatic(kind, object))
    return { name: "current", reason: "Static", message: "it has no status of its own" };
  const generation = Number(object.metadata.generation ?? 0);
  const stalled = findCondition(object, "Stalled");
  if (stalled?.status === "True" && speaksOf(stalled, generation)) return stalledStatus(stalled, ready);
  if (ready === undefined) return unseenStatus(kind, object);
  if (!speaksOf(ready, generation)) return staleStatus(kind, object, ready, generation);
  const reconciling = findCondition(object, "Reconciling");
  if (ready.status === "False") return failedStatus(kind, object, ready, reconciling);
  if (reconciling?.status === "True") {
    return fromCondition("in-progress", reconciling, { loop: workingPosition(kind, reconciling) });
  }
  const observed = asObject(object.status).observedGeneration;
  if (ready.status === "True" && typeof observed === "number" && observed < generation) {
    return staleStatus(kind, object, ready, generation);
  }
  if (ready.status === "True") return drifted(object) ?? fromCondition("current", ready, untilInterval);
  return fromCondition("in-progress", ready, { loop: workingPosition(kind, ready) });
}

/** Whether reconciliation is paused: `spec.suspend`, or the Flux Operator's annotation. */
export function isSuspended(object: KubeObject): boolean {
  return (
    asObject(object.spec).suspend === true ||
    object.metadata.annotations?.["fluxcd.controlplane.io/reconcile"] === "disabled"
  );
}

/** A kind that is used as it is, or an OCI HelmRepository, which source-controller does not reconcile. */
function isStatic(kind: FluxKind, object: KubeObject): boolean {
  return !factsOf(kind).hasStatus || (kind === "HelmRepository" && asObject(object.spec).type === "oci");
}

/** A condition without a generation is taken at its word: some controllers leave it out. */
function speaksOf(condition: Condition, generation: number): boolean {
  return condition.observedGeneration === undefined || condition.observedGeneration >= generation;
}

function suspendedStatus(ready: Condition | undefined): ObjectStatus {
  const last = ready ? `; before that it was Ready=${ready.status} (${ready.reason})` : "";
  return { name: "suspended", reason: "Suspended", message: `reconciliation is suspended${last}` };
}

/** Stalled says that it gave up; Ready, where it differs, says what happened. */
function stalledStatus(stalled: Condition, ready: Condition | undefined): ObjectStatus {
  const detail =
    ready && ready.message !== stalled.message ? `${stalled.message}: ${ready.message}` : stalled.message;
  return {
    ...fromCondition("stalled", stalled, { loop: { step: "wait", waitsFor: "change" } }),
    message: detail,
  };
}

const untilInterval = { loop: { step: "wait", waitsFor: "interval" } } as const;

/**
 * A release that was changed by somebody else: it stays Ready, and is not what was intended.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#drift-detection
 */
function drifted(object: KubeObject): ObjectStatus | undefined {
  const condition = findCondition(object, "Drifted");
  return condition?.status === "True" ? fromCondition("failed", condition, untilInterval) : undefined;
}

function unseenStatus(kind: FluxKind, object: KubeObject): ObjectStatus {
  const { controller } = factsOf(kind);
  const since = object.metadata.creationTimestamp;
  return {
    name: "in-progress",
    reason: "NotObserved",
    message: `${controller ?? "its controller"} has not reported on it yet`,
    ...(typeof since === "string" && { since }),
    loop: { step: "wait", waitsFor: "controller" },
  };
}

function staleStatus(kind: FluxKind, object: KubeObject, ready: Condition, generation: number): ObjectStatus {
  const reconciling = findCondition(object, "Reconciling");
  const loop =
    reconciling?.status === "True" && speaksOf(reconciling, generation)
      ? workingPosition(kind, reconciling)
      : ({ step: "wait", waitsFor: "controller" } as const);
  const seen = ready.observedGeneration ?? asObject(object.status).observedGeneration;
  return {
    name: "in-progress",
    reason: "GenerationNotObserved",
    message: `its status speaks of generation ${seen}, the spec is at ${generation}`,
    loop,
  };
}

function failedStatus(
  kind: FluxKind,
  object: KubeObject,
  ready: Condition,
  reconciling: Condition | undefined,
): ObjectStatus {
  if (ready.reason === "DependencyNotReady" || ready.reason === "SourceNotReady") {
    return fromCondition("in-progress", ready, { loop: dependencyPosition(ready) });
  }
  if (waitingReasons.has(ready.reason)) {
    return fromCondition("in-progress", ready, { loop: workingPosition(kind, reconciling ?? ready) });
  }
  return fromCondition("failed", ready, { loop: coolDownPosition(object, ready) });
}

function fromCondition(
  name: StatusName,
  condition: Condition,
  more: Pick<ObjectStatus, "loop">,
): ObjectStatus {
  const { reason, message, lastTransitionTime } = condition;
  return {
    name,
    reason,
    message,
    ...(lastTransitionTime !== undefined && { since: lastTransitionTime }),
    ...more,
  };
}
