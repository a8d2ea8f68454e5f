import { annotations } from "../../flux/annotations.js";
import { findFluxKind } from "../../flux/kinds.js";
import { asObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { groupOf } from "../../objects/kube-object.js";
import { formatRef, refOf } from "../../objects/object-ref.js";
import { failureOf } from "../explain.js";
import { isSuspended } from "../flux-status.js";
import { statusOf } from "../status.js";

/** Why an object is not deleted, and what to do instead. */
export interface RecreateRefusal {
  readonly why: string;
  readonly instead: string;
}

/** Kinds whose deletion takes more with it than the object itself, by `group/Kind`. */
const precious: Readonly<Record<string, string>> = {
  "/Namespace": "everything in it would be deleted",
  "apiextensions.k8s.io/CustomResourceDefinition": "every object of its kind would be deleted",
  "/PersistentVolume": "its data may be lost",
  "/PersistentVolumeClaim": "its volume, and the data on it, may be deleted",
  "snapshot.storage.k8s.io/VolumeSnapshot": "its data may be deleted",
  "snapshot.storage.k8s.io/VolumeSnapshotContent": "its data may be deleted",
};

/** `app.kubernetes.io/part-of` of the controllers and all that they need. */
const fluxParts: ReadonlySet<string> = new Set(["flux", "flux-operator"]);

/** Why this object must not be deleted, whoever applied it; undefined when it may. */
export function refusalOfObject(object: KubeObject): RecreateRefusal | undefined {
  const group = groupOf(object.apiVersion);
  const { labels = {}, annotations: given = {}, deletionTimestamp } = object.metadata;
  if (findFluxKind(group, object.kind) !== undefined) {
    return {
      why: "it is an object of Flux: what it applied could be deleted with it",
      instead: `fluxwright reconcile ${formatRef(refOf(object))}`,
    };
  }
  const loss = precious[`${group}/${object.kind}`];
  if (loss !== undefined)
    return { why: loss, instead: "Change it in the repository, in steps that keep the data." };
  if (losesClaims(object)) {
    return { why: "its claims are deleted with it", instead: "Delete one of its Pods instead." };
  }
  if (fluxParts.has(labels["app.kubernetes.io/part-of"] ?? "")) {
    return {
      why: "it is part of Flux, which would have to re-create it",
      instead: "fluxwright restart <controller>",
    };
  }
  if (deletionTimestamp !== undefined) {
    return { why: "it is already being deleted", instead: "Look at its finalizers." };
  }
  if (
    given[annotations.reconcile]?.toLowerCase() === "disabled" ||
    given[annotations.ssa]?.toLowerCase() === "ignore"
  ) {
    return {
      why: "Flux is told to leave it alone and would not create it again",
      instead: "Remove the annotation first.",
    };
  }
  return undefined;
}

/**
 * Whether a StatefulSet takes its claims with it.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
function losesClaims(object: KubeObject): boolean {
  const policy = asObject(asObject(object.spec).persistentVolumeClaimRetentionPolicy);
  return object.kind === "StatefulSet" && policy.whenDeleted === "Delete";
}

/** Why this owner would not bring the object back; undefined when it would. */
export function refusalOfOwner(owner: KubeObject): RecreateRefusal | undefined {
  const name = formatRef(refOf(owner));
  if (isSuspended(owner)) {
    return {
      why: `${name} is suspended and would not create it again`,
      instead: `fluxwright resume ${name}`,
    };
  }
  if (asObject(owner.spec).kubeConfig !== undefined) {
    return { why: `${name} applies to another cluster`, instead: "Name that cluster's --context." };
  }
  if (owner.kind === "HelmRelease" && asObject(asObject(owner.spec).driftDetection).mode !== "enabled") {
    return {
      why: `${name} does not notice what is missing: its driftDetection.mode is not "enabled"`,
      instead: `fluxwright reconcile ${name} --force`,
    };
  }
  const { name: state, reason } = statusOf(owner);
  if (state === "current" || stillApplies(owner)) return undefined;
  return {
    why: `${name} is ${state} (${reason}) and would not create it again`,
    instead: `fluxwright explain ${name}`,
  };
}

/**
 * Whether an owner that is not Ready applies all the same: it checks the health of what it applied, found it
 * wanting, or stumbles over the very object that a new one would put right.
 */
function stillApplies(owner: KubeObject): boolean {
  const { loop } = statusOf(owner);
  if (loop?.waitsFor === "health-check") return true;
  const failure = failureOf(owner)?.failure;
  return failure !== undefined && (failure.id === "health-check" || failure.next.includes("recreate"));
}
