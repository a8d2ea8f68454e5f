import { sameRevision, shortRevision } from "../flux/revision.js";
import { asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { artifactRevision } from "./check-revision.js";
import type { ClusterView } from "./cluster-view.js";
import { liveReferences } from "./live-references.js";
import type { ObjectStatus } from "./object-status.js";
import { statusOf } from "./status.js";

/**
 * The status of an object among the others: what {@link statusOf} reads from it alone, and whether a Kustomization
 * that says Ready has taken up what its source holds by now. One that has not is behind: its controller is down or
 * busy, since a new artifact is otherwise taken up at once.
 */
export function standingOf(object: KubeObject | undefined, view: ClusterView): ObjectStatus {
  const status = statusOf(object);
  if (object?.kind !== "Kustomization" || status.name !== "current") return status;
  const applied = asString(asObject(object.status).lastAppliedRevision);
  const artifact = liveReferences(object)
    .filter(({ field }) => field.relation === "source")
    .map(({ to }) => view.find(to))
    .map((source) => source && artifactRevision(source))
    .find((revision) => revision !== undefined);
  if (applied === undefined || artifact === undefined || sameRevision(applied, artifact)) return status;
  return {
    name: "in-progress",
    reason: "Behind",
    message: `it applied ${shortRevision(applied)}, its source is at ${shortRevision(artifact)}`,
    loop: { step: "wait", waitsFor: "controller", revision: applied },
  };
}
