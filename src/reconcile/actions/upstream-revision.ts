import { parseRevision, sameRevision } from "../../flux/revision.js";
import { asObject, asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { artifactRevision } from "../check-revision.js";
import { takesRequests } from "./upstream.js";

/** Whose revision an object takes over. A HelmRelease does not know the repository behind its chart. */
const givers: Readonly<Record<string, readonly string[]>> = {
  Kustomization: ["GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"],
  HelmChart: ["HelmRepository", "GitRepository", "Bucket"],
  HelmRelease: ["HelmChart", "OCIRepository", "ExternalArtifact"],
};

/** The revision that an object should come to hold; undefined where its sources do not say. */
export function wantedRevision(object: KubeObject, upstream: readonly KubeObject[]): string | undefined {
  const kinds = givers[object.kind] ?? [];
  return upstream
    .filter(({ kind }) => kinds.includes(kind))
    .map(artifactRevision)
    .find((revision) => revision !== undefined);
}

/**
 * Whether an object holds what its sources hold: a Kustomization applied the artifact, a HelmRelease was made
 * from the chart, a HelmChart was packed from the source's artifact, any source has an artifact of its own. A source that may not be read cannot contradict.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#last-applied-revision
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#last-attempted-revision
 */
export function isFromUpstream(object: KubeObject, upstream: readonly KubeObject[]): boolean {
  const status = asObject(object.status);
  const wanted = wantedRevision(object, upstream);
  if (object.kind === "Kustomization") {
    return wanted === undefined || sameRevision(asString(status.lastAppliedRevision), wanted);
  }
  if (makesArtifacts(object) && artifactRevision(object) === undefined) return false;
  return wanted === undefined || isAttempted(object, wanted);
}

/**
 * Whether the revision is the one that was last attempted. A chart has a version of its own; one from OCI is
 * known by its digest too, since its tag may move. A HelmChart says which artifact it was packed from.
 *
 * @see https://fluxcd.io/flux/components/source/helmcharts/#observed-source-artifact-revision
 */
export function isAttempted(object: KubeObject, revision: string): boolean {
  const status = asObject(object.status);
  const { algorithm, digest } = parseRevision(revision);
  const attempted =
    object.kind === "HelmChart" ? status.observedSourceArtifactRevision : status.lastAttemptedRevision;
  return (
    sameRevision(asString(attempted), revision) ||
    (digest !== undefined && status.lastAttemptedRevisionDigest === `${algorithm}:${digest}`)
  );
}

const artifactKinds: ReadonlySet<string> = new Set([
  "GitRepository",
  "OCIRepository",
  "HelmRepository",
  "HelmChart",
  "Bucket",
]);

function makesArtifacts(object: KubeObject): boolean {
  return artifactKinds.has(object.kind) && takesRequests(object);
}
