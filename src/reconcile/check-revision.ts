import { annotations } from "../flux/annotations.js";
import { parseRevision, revisionStartsWith, sameRevision, shortRevision } from "../flux/revision.js";
import { asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef, refKey, refOf } from "../objects/object-ref.js";
import type { ClusterView } from "./cluster-view.js";
import type { Intent } from "./intent.js";
import { liveReferences } from "./live-references.js";
import { statusOf } from "./status.js";
import type { Check } from "./verdict.js";

interface Context {
  readonly intent: Intent;
  readonly view: ClusterView;
}

/** The revision of a source's artifact: of an OCI artifact, the commit that its annotation names, if it does. */
export function artifactRevision(source: KubeObject): string | undefined {
  return asString(asObject(asObject(source.status).artifact).revision);
}

function originRevision(source: KubeObject): string | undefined {
  return asString(asObject(asObject(asObject(source.status).artifact).metadata)[annotations.originRevision]);
}

/** Whether a source that the fleet is built from is at the commit asked for, or at a later one. */
export function checkRevision(live: KubeObject, { intent }: Context): readonly Check[] {
  const { revision: wanted, contains } = intent;
  if (wanted === undefined || !isFleetSource(refOf(live), intent)) return [];
  const revision = artifactRevision(live);
  if (revision === undefined) return [{ name: "revision", holds: false, found: "no artifact yet" }];
  const candidates = [revision, originRevision(live)].filter((text) => text !== undefined);
  const exact = candidates.some((candidate) => revisionStartsWith(candidate, wanted));
  const holds = exact || candidates.some((candidate) => contains?.(candidate) === true);
  const found = shortRevision(originRevision(live) ?? revision);
  if (holds)
    return [
      { name: "revision", holds, found: exact ? found : `${found}, which contains ${wanted.slice(0, 12)}` },
    ];
  const why = contains?.(revision) === undefined ? " (whether it contains it is not known here)" : "";
  return [{ name: "revision", holds, found: `the artifact is ${found}, not ${wanted.slice(0, 12)}${why}` }];
}

/** Whether the fleet's own files come from this source: some Kustomization that we built reads it. */
function isFleetSource(ref: ObjectRef, { cluster }: Intent): boolean {
  const key = refKey(ref);
  return cluster.builds.some(
    ({ kustomization, outcome }) =>
      outcome !== "external" &&
      liveReferences(kustomization.object).some(
        ({ field, to }) => field.relation === "source" && refKey(to) === key,
      ),
  );
}

/** Whether what the object reads from is itself well: a failing source leaves an old Ready standing behind it. */
export function checkSource(live: KubeObject, { view }: Context): readonly Check[] {
  return sourcesOf(live, view).map(({ ref, source }) => {
    const { name, reason } = statusOf(source);
    return { name: "source", holds: name === "current", found: `${formatRef(ref)} is ${name} (${reason})` };
  });
}

/** Whether a Kustomization has applied what its source holds, by content. */
export function checkAppliedRevision(live: KubeObject, { view }: Context): readonly Check[] {
  const applied = asString(asObject(live.status).lastAppliedRevision);
  return sourcesOf(live, view).map(({ source }) => {
    const artifact = source && artifactRevision(source);
    const holds = sameRevision(applied, artifact);
    const found = `applied ${short(applied)}${holds ? "" : `, its source is at ${short(artifact)}`}`;
    return { name: "applied-revision", holds, found };
  });
}

function short(revision: string | undefined): string {
  return revision === undefined ? "nothing" : shortRevision(revision);
}

/** The sources of an object that may be read. */
function sourcesOf(
  live: KubeObject,
  view: ClusterView,
): { ref: ObjectRef; source: KubeObject | undefined }[] {
  return liveReferences(live)
    .filter(({ field, to }) => field.relation === "source" && view.refusalOf(to) === undefined)
    .map(({ to }) => ({ ref: to, source: view.find(to) }));
}

/** The digest part of a source's artifact revision, as `status.lastAttemptedRevisionDigest` carries it. */
export function artifactDigest(source: KubeObject): string | undefined {
  const revision = artifactRevision(source);
  const { algorithm, digest } = parseRevision(revision ?? "");
  return digest === undefined ? undefined : `${algorithm}:${digest}`;
}
