import type { Condition } from "../flux/conditions.js";
import type { FluxKind } from "../flux/kinds.js";
import { parseGoDuration } from "../objects/go-duration.js";
import { asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";

/**
 * Flux is a loop, not a pipeline: it checks the source, checks the cluster, compares, reconciles, and waits.
 * This is where one object stands in it.
 */
export type LoopStep = "check-source" | "check-cluster" | "compare" | "reconcile" | "wait";

/** What an object waits for. */
export type WaitReason =
  | "interval"
  | "cool-down"
  | "dependency"
  | "source"
  | "health-check"
  | "controller"
  | "change";

/** Where in the loop an object stands, and how long it will. */
export interface LoopPosition {
  readonly step: LoopStep;
  readonly waitsFor?: WaitReason;
  /** RFC 3339 by the cluster's clock; absent where the controller's back-off cannot be known from outside. */
  readonly until?: string;
  /** The revision that is being worked on. */
  readonly revision?: string;
  /** The object that is waited for, `namespace/name`. */
  readonly object?: string;
}

/** `Building manifests for revision main@sha1:… with a timeout of 30s`: what kustomize-controller is doing. */
const PROGRESS = /^(.+?) for revision (\S+) with a timeout of (\S+)$/;
const STEPS: readonly (readonly [RegExp, LoopStep])[] = [
  [/^Fetching/, "check-source"],
  [/^Building/, "compare"],
  [/^Detecting drift/, "check-cluster"],
  [/^Running health checks/, "wait"],
];

/** The position of an object whose controller is at work (`Reconciling=True`, reason Progressing). */
export function workingPosition(kind: FluxKind, reconciling: Condition): LoopPosition {
  const [, action, revision, timeout = ""] = PROGRESS.exec(reconciling.message) ?? [];
  if (action === undefined)
    return { step: kind === "Kustomization" || kind === "HelmRelease" ? "reconcile" : "check-source" };
  const step = STEPS.find(([pattern]) => pattern.test(action))?.[1] ?? "reconcile";
  const position = { step, ...(revision !== undefined && { revision }) };
  if (step !== "wait") return position;
  return {
    ...position,
    waitsFor: "health-check",
    ...until(reconciling.lastTransitionTime, parseGoDuration(timeout)),
  };
}

/** The position of an object whose last try failed and that will be tried again. */
export function coolDownPosition(object: KubeObject, failed: Condition): LoopPosition {
  const { retryInterval, interval } = asObject(object.spec);
  const pause = parseGoDuration(asString(retryInterval) ?? asString(interval) ?? "");
  const revision = asString(asObject(object.status).lastAttemptedRevision);
  // Only kustomize-controller waits a fixed time; the others back off exponentially, unseen from outside.
  const end = object.kind === "Kustomization" ? until(failed.lastTransitionTime, pause) : {};
  return { step: "wait", waitsFor: "cool-down", ...end, ...(revision !== undefined && { revision }) };
}

/** The position of an object that waits for another: a dependency or a source. */
export function dependencyPosition({ reason, message }: Condition): LoopPosition {
  const object = /'([^'/]+\/[^'/]+)'/.exec(message)?.[1];
  const waitsFor = reason === "DependencyNotReady" ? "dependency" : "source";
  return { step: "wait", waitsFor, ...(object !== undefined && { object }) };
}

function until(start: string | undefined, milliseconds: number | undefined): { until?: string } {
  if (start === undefined || milliseconds === undefined) return {};
  const end = Date.parse(start) + milliseconds;
  return Number.isNaN(end) ? {} : { until: new Date(end).toISOString().replace(".000Z", "Z") };
}
