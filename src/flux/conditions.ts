import type { JsonValue } from "../objects/json.js";
import { asArray, asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";

/** One condition of `status.conditions`, as Kubernetes' API conventions define it. */
export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  /** Verbatim, as the controller wrote it: never print it without cleaning. */
  readonly message: string;
  /** The generation that the condition speaks of; absent where the writer leaves it out. */
  readonly observedGeneration?: number;
  /** RFC 3339, whole seconds, by the cluster's clock. */
  readonly lastTransitionTime?: string;
}

/** The conditions of an object, in its order; entries without a type are left out. */
export function conditionsOf(object: KubeObject): readonly Condition[] {
  return entriesOf(object).flatMap((entry) => toCondition(entry) ?? []);
}

/** The condition of a type. */
export function findCondition(object: KubeObject, type: string): Condition | undefined {
  // Asked several times of each of thousands of objects: only the one that is wanted is read.
  return toCondition(entriesOf(object).find((entry) => asObject(entry).type === type));
}

function entriesOf(object: KubeObject): readonly JsonValue[] {
  return asArray(asObject(object.status).conditions);
}

function toCondition(entry: JsonValue | undefined): Condition | undefined {
  const { type, status, reason, message, observedGeneration, lastTransitionTime } = asObject(entry);
  if (typeof type !== "string") return undefined;
  return {
    type,
    status: status === "True" || status === "False" ? status : "Unknown",
    reason: asString(reason) ?? "",
    message: asString(message) ?? "",
    ...(typeof observedGeneration === "number" && { observedGeneration }),
    ...(typeof lastTransitionTime === "string" && { lastTransitionTime }),
  };
}

/**
 * Reasons of `Ready=False` with which a controller only waits for something else and goes on by itself: no
 * failure of the object's own. HealthCheckCanceled ends a health check because a newer revision arrived.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#conditions
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#conditions
 */
export const waitingReasons: ReadonlySet<string> = new Set([
  "DependencyNotReady",
  "HealthCheckCanceled",
  "Progressing",
  "ProgressingWithRetry",
  "SourceNotReady",
]);
