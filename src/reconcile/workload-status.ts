import { findCondition } from "../flux/conditions.js";
import type { JsonObject } from "../objects/json.js";
import { asArray, asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import type { ObjectStatus, StatusName } from "./object-status.js";

/** What a kind's own rule reads: the object's parts, as plain maps. */
interface Parts {
  readonly object: KubeObject;
  readonly spec: JsonObject;
  readonly status: JsonObject;
}

type Rule = (parts: Parts) => ObjectStatus;

const current = (message: string, reason = "Current"): ObjectStatus => ({ name: "current", reason, message });
const progress = (reason: string, message: string): ObjectStatus => ({
  name: "in-progress",
  reason,
  message,
});
const failed = (reason: string, message: string): ObjectStatus => ({ name: "failed", reason, message });

/**
 * The status of an object that is not of Flux, by the rules of kstatus: a rule per built-in kind, and for all
 * others the generation and the conditions Ready, Reconciling and Stalled.
 *
 * @see https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md
 */
export function workloadStatus(object: KubeObject): ObjectStatus {
  const parts = { object, spec: asObject(object.spec), status: asObject(object.status) };
  return (
    genericProblem(parts) ?? (rules[`${groupOf(object.apiVersion)}/${object.kind}`] ?? conditionRule)(parts)
  );
}

/** The rungs that come first for every kind. */
function genericProblem({ object, status }: Parts): ObjectStatus | undefined {
  const generation = Number(object.metadata.generation ?? 0);
  const observed = status.observedGeneration;
  if (typeof observed === "number" && observed !== generation) {
    return progress(
      "GenerationNotObserved",
      `its status speaks of generation ${observed}, the spec is at ${generation}`,
    );
  }
  const reconciling = findCondition(object, "Reconciling");
  if (reconciling?.status === "True") return progress(reconciling.reason, reconciling.message);
  const stalled = findCondition(object, "Stalled");
  if (stalled?.status === "True")
    return { name: "stalled", reason: stalled.reason, message: stalled.message };
  return undefined;
}

const rules: Readonly<Record<string, Rule>> = {
  "apps/Deployment": deployment,
  "apps/ReplicaSet": replicaSet,
  "apps/StatefulSet": statefulSet,
  "apps/DaemonSet": daemonSet,
  "batch/Job": job,
  "batch/CronJob": () => current("it is scheduled"),
  "/Pod": pod,
  "/PersistentVolumeClaim": persistentVolumeClaim,
  "/Service": service,
  "/ConfigMap": () => current("it exists"),
  "/Secret": () => current("it exists"),
  "policy/PodDisruptionBudget": () => current("all rules are observed"),
  "apiextensions.k8s.io/CustomResourceDefinition": customResourceDefinition,
};

function deployment({ object, spec, status }: Parts): ObjectStatus {
  const progressing = findCondition(object, "Progressing");
  if (progressing?.reason === "ProgressDeadlineExceeded")
    return failed(progressing.reason, progressing.message);
  const wanted = count(spec.replicas, 1);
  if (count(status.replicas) > wanted)
    return progress("PendingTermination", `${count(status.replicas) - wanted} old pods are left`);
  const short = firstShortfall(wanted, [
    ["created", status.replicas],
    ["updated", status.updatedReplicas],
    ["available", status.availableReplicas],
    ["ready", status.readyReplicas],
  ]);
  return short ?? current(`${wanted} of ${wanted} pods are available`);
}

function replicaSet({ object, spec, status }: Parts): ObjectStatus {
  const failure = findCondition(object, "ReplicaFailure");
  if (failure?.status === "True") return progress(failure.reason, failure.message);
  const wanted = count(spec.replicas, 1);
  const short = firstShortfall(wanted, [
    ["created", status.replicas],
    ["available", status.availableReplicas],
    ["ready", status.readyReplicas],
  ]);
  return short ?? current(`${wanted} of ${wanted} pods are available`);
}

function statefulSet({ spec, status }: Parts): ObjectStatus {
  if (asObject(spec.updateStrategy).type === "OnDelete")
    return current("it is updated when its pods are deleted");
  const wanted = count(spec.replicas, 1);
  const short = firstShortfall(wanted, [
    ["created", status.replicas],
    ["ready", status.readyReplicas],
  ]);
  if (short) return short;
  const partition = count(asObject(asObject(spec.updateStrategy).rollingUpdate).partition, -1);
  if (partition >= 0) {
    return (
      firstShortfall(wanted - partition, [["updated", status.updatedReplicas]]) ??
      current("its partition is updated")
    );
  }
  const pending = firstShortfall(wanted, [["at the current revision", status.currentReplicas]]);
  if (pending) return pending;
  if (status.currentRevision !== status.updateRevision)
    return progress("RollingUpdate", "it is rolling to a new revision");
  return current(`${wanted} of ${wanted} pods are ready`);
}

function daemonSet({ status, object }: Parts): ObjectStatus {
  if (status.observedGeneration === undefined)
    return progress("NotObserved", "the daemon set controller has not seen it");
  if (status.desiredNumberScheduled === undefined) return progress("NotScheduled", "no node is chosen yet");
  const wanted = count(status.desiredNumberScheduled);
  const short = firstShortfall(wanted, [
    ["scheduled", status.currentNumberScheduled],
    ["updated", status.updatedNumberScheduled],
    ["available", status.numberAvailable],
    ["ready", status.numberReady],
  ]);
  return short ?? current(`${object.kind} runs on ${wanted} nodes`);
}

function job({ object, status }: Parts): ObjectStatus {
  const failure = findCondition(object, "Failed");
  if (failure?.status === "True") return failed(failure.reason || "JobFailed", failure.message);
  const complete = findCondition(object, "Complete");
  if (complete?.status === "True") return current("it completed", "JobComplete");
  if (findCondition(object, "Suspended")?.status === "True")
    return current("it is suspended", "JobSuspended");
  if (status.startTime === undefined) return progress("JobNotStarted", "it has not started");
  return current("it is running", "JobStarted");
}

/** Waiting reasons of a container with which a pod does not come up by itself soon. */
const BAD_WAITS = new Set([
  "CrashLoopBackOff",
  "ImagePullBackOff",
  "ErrImagePull",
  "CreateContainerConfigError",
]);

function pod({ object, status }: Parts): ObjectStatus {
  const phase = asString(status.phase) ?? "";
  const containers = [...asArray(status.initContainerStatuses), ...asArray(status.containerStatuses)];
  const waiting = containers
    .map((container) => ({
      name: asObject(container).name,
      ...asObject(asObject(asObject(container).state).waiting),
    }))
    .find(({ reason }: JsonObject) => BAD_WAITS.has(String(reason))) as JsonObject | undefined;
  if (waiting) {
    const text = `container ${waiting.name}: ${asString(waiting.message) ?? waiting.reason}`;
    const name: StatusName = waiting.reason === "CrashLoopBackOff" ? "failed" : "in-progress";
    return { name, reason: String(waiting.reason), message: text };
  }
  if (phase === "Succeeded") return current("it completed", "PodCompleted");
  if (phase === "Failed") return failed("PodFailed", asString(status.message) ?? "it failed");
  const ready = findCondition(object, "Ready");
  if (phase === "Running" && ready?.status === "True") return current("it is ready", "PodReady");
  const unscheduled = findCondition(object, "PodScheduled");
  if (unscheduled?.status === "False") return progress(unscheduled.reason, unscheduled.message);
  return progress(
    phase === "Running" ? "PodNotReady" : "PodPending",
    ready?.message || `it is ${phase || "pending"}`,
  );
}

function persistentVolumeClaim({ status }: Parts): ObjectStatus {
  const phase = asString(status.phase) ?? "unknown";
  return phase === "Bound" ? current("it is bound") : progress("NotBound", `its phase is ${phase}`);
}

function service({ spec, status }: Parts): ObjectStatus {
  if (spec.type !== "LoadBalancer") return current("it is there");
  const ingress = asArray(asObject(status.loadBalancer).ingress);
  if (ingress.length === 0 && !asString(spec.clusterIP))
    return progress("NoIPAssigned", "no address is assigned yet");
  return current("it has an address");
}

function customResourceDefinition({ object }: Parts): ObjectStatus {
  const refused = findCondition(object, "NamesAccepted");
  if (refused?.status === "False") return failed(refused.reason, refused.message);
  const established = findCondition(object, "Established");
  if (established?.status === "True") return current("it is established");
  if (established?.reason && established.reason !== "Installing")
    return failed(established.reason, established.message);
  return progress("Installing", "it is being installed");
}

/** Any other kind: Ready if it has one, else it is there and that is all that can be known. */
function conditionRule({ object }: Parts): ObjectStatus {
  const ready = findCondition(object, "Ready");
  if (ready === undefined) return current("it exists");
  if (ready.status === "True") return current(ready.message, ready.reason || "Ready");
  return progress(ready.reason || "NotReady", ready.message);
}

function firstShortfall(
  wanted: number,
  stages: readonly (readonly [string, unknown])[],
): ObjectStatus | undefined {
  const short = stages.find(([, value]) => count(value) < wanted);
  return short && progress("RolloutInProgress", `${count(short[1])} of ${wanted} pods are ${short[0]}`);
}

function count(value: unknown, otherwise = 0): number {
  return typeof value === "number" ? value : otherwise;
}
