import { factsOf, findFluxKind } from "../../flux/kinds.js";
import { asObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { groupOf } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { liveReferences } from "../live-references.js";
import { madeChart } from "../made-chart.js";

/**
 * What an object gets its content from, one step up: a Kustomization its source, a HelmRelease its HelmChart (or
 * what `chartRef` names), a HelmChart its repository. A HelmRelease whose HelmChart is not made yet gives the
 * repository itself.
 */
export function upstreamOf(object: KubeObject): readonly ObjectRef[] {
  const chart = chartOf(object);
  if (chart !== undefined) return [chart];
  return liveReferences(object)
    .filter(({ field }) => field.relation === "source")
    .map(({ to }) => to);
}

function chartOf(object: KubeObject): ObjectRef | undefined {
  const isRelease = findFluxKind(groupOf(object.apiVersion), object.kind) === "HelmRelease";
  return isRelease && asObject(object.spec).chartRef === undefined ? madeChart(object) : undefined;
}

/**
 * Whether a controller answers requests on the object. An ExternalArtifact is written by another object's
 * controller, a FluxReport by a timer; an OCI HelmRepository and the static kinds have no controller at all.
 *
 * @see https://fluxcd.io/flux/components/source/helmrepositories/#helm-oci-repository
 */
export function takesRequests(object: KubeObject): boolean {
  const kind = findFluxKind(groupOf(object.apiVersion), object.kind);
  if (kind === undefined || !factsOf(kind).hasStatus) return false;
  if (kind === "HelmRepository") return asObject(object.spec).type !== "oci";
  return kind !== "ExternalArtifact" && kind !== "FluxReport";
}
