import { findFluxKind } from "../flux/kinds.js";
import { asObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import { fluxStatus } from "./flux-status.js";
import type { ObjectStatus } from "./object-status.js";
import { workloadStatus } from "./workload-status.js";

/** The status of an object that is not there. */
export const missingStatus: ObjectStatus = {
  name: "missing",
  reason: "NotFound",
  message: "it does not exist",
};

/**
 * Reads the status of an object: a pure function of what the API server gave.
 *
 * Kinds of Flux follow their controllers' conditions; other kinds follow kstatus, which the controllers
 * themselves use for health checks.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#conditions
 * @see https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md
 */
export function statusOf(object: KubeObject | undefined): ObjectStatus {
  if (object === undefined) return missingStatus;
  const deleted = object.metadata.deletionTimestamp;
  if (typeof deleted === "string") return terminatingStatus(object, deleted);
  const kind = findFluxKind(groupOf(object.apiVersion), object.kind);
  return kind === undefined ? workloadStatus(object) : fluxStatus(kind, object);
}

function terminatingStatus(object: KubeObject, since: string): ObjectStatus {
  const { finalizers } = asObject(object.metadata);
  const held = Array.isArray(finalizers) && finalizers.length > 0 ? `; held by ${finalizers.join(", ")}` : "";
  return { name: "terminating", reason: "Terminating", message: `it is being deleted${held}`, since };
}
