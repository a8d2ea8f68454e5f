import { asArray, asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";

/**
 * The revision that an object says is live: the artifact of a source, what a Kustomization applied, the chart of
 * a HelmRelease's newest release, the image that a policy chose.
 */
export function liveRevision(object: KubeObject): string | undefined {
  const status = asObject(object.status);
  const image = asObject(status.latestRef);
  return (
    asString(asObject(status.artifact).revision) ??
    asString(status.lastAppliedRevision) ??
    asString(asObject(asArray(status.history)[0]).chartVersion) ??
    asString(image.tag) ??
    asString(status.lastPushCommit) ??
    asString(asArray(asObject(status.lastScanResult).latestTags)[0])
  );
}
