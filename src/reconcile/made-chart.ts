import { factsOf } from "../flux/kinds.js";
import { asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";

/**
 * The HelmChart that helm-controller made for a release: `status.helmChart`, `namespace/name`. Undefined where it has
 * made none, as for any other kind.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#helm-chart
 */
export function madeChart(release: KubeObject): ObjectRef<"HelmChart"> | undefined {
  const [namespace, name] = (asString(asObject(release.status).helmChart) ?? "").split("/");
  if (!namespace || !name) return undefined;
  return { group: factsOf("HelmChart").group, kind: "HelmChart", namespace, name };
}
