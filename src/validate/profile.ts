import type { Fleet, FleetCluster } from "../fleet/fleet.js";
import { factsOf } from "../flux/kinds.js";
import type { FluxVersion, Profile } from "../flux/profiles.js";
import { defaultProfile, fluxVersions } from "../flux/profiles.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { asArray, asObject, isJsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import { findAt } from "../objects/pointer.js";

const NO_CROSS_NAMESPACE = "--no-cross-namespace-refs=true";

/**
 * The Flux that a cluster runs: what the user says, else what the fleet tells. Objects of the Flux Operator, or a
 * release of its charts, mean the operator; `multitenant` of a FluxInstance, and patches of the controllers that
 * deny references across namespaces, mean the lockdown of tenants.
 *
 * @see https://fluxcd.io/flux/installation/configuration/multitenancy/
 */
export function profileFor(cluster: FleetCluster, given: Partial<Profile> = {}, fleet?: Fleet): Profile {
  const instances = cluster.objects.flatMap(({ object }) => instanceOf(object));
  const isOperated = cluster.objects.some(({ object }) => isOfOperator(object));
  const lockdown =
    instances.some(
      (spec) => asObject(spec.cluster).multitenant === true || mentions(spec.kustomize ?? null),
    ) ||
    (fleet !== undefined && isPatchedForTenants(cluster, fleet));
  const flux = given.flux ?? toldVersion(cluster, instances);
  return {
    flux: flux ?? defaultProfile.flux,
    distribution: isOperated ? "flux-operator" : "upstream",
    lockdown,
    ...given,
    ...(flux === undefined && given.isAssumed === undefined && { isAssumed: true }),
  };
}

/** The release of Flux that the fleet installs: by a FluxInstance, or by the manifests that bootstrap commits. */
function toldVersion({ objects }: FleetCluster, instances: readonly JsonObject[]): FluxVersion | undefined {
  const asked = instances.map((spec) => String(asObject(spec.distribution).version ?? ""));
  const labels = objects.map(({ object: { metadata } }) => metadata.labels ?? {});
  const installed = labels
    .filter((each) => each["app.kubernetes.io/part-of"] === "flux")
    .map((each) => each["app.kubernetes.io/version"] ?? "");
  return [...asked, ...installed].map(minorOf).find((version) => version !== undefined);
}

/** `2.8` of `v2.8.1` and `2.8.x`; the newest of `2.x`. */
function minorOf(version: string): FluxVersion | undefined {
  if (/^v?2\.[x*]$/.test(version)) return fluxVersions.at(-1);
  const [, minor] = /^v?(2\.\d+)/.exec(version) ?? [];
  return fluxVersions.find((known) => known === minor);
}

function isOfOperator(object: KubeObject): boolean {
  if (object.kind === "HelmRelease") return /(^|\/)flux-(operator|instance)$/.test(chartOf(object));
  return groupOf(object.apiVersion) === factsOf("FluxInstance").group;
}

/** Name of the chart, or of the OCIRepository that a release takes it from. */
function chartOf(object: KubeObject): string {
  return String(findAt(object, "/spec/chart/spec/chart") ?? findAt(object, "/spec/chartRef/name") ?? "");
}

/** The spec of a FluxInstance, written as such or as values of the chart that makes one. */
function instanceOf(object: KubeObject): JsonObject[] {
  if (object.kind === "FluxInstance") return [asObject(object.spec)];
  if (object.kind !== "HelmRelease" || !/(^|\/)flux-instance$/.test(chartOf(object))) return [];
  return [asObject(findAt(object, "/spec/values/instance"))];
}

/** Whether a kustomization.yaml of the cluster's own directory adds the flag to the controllers. */
function isPatchedForTenants(cluster: FleetCluster, { files }: Fleet): boolean {
  const prefix = cluster.path === "" ? "" : `${cluster.path}/`;
  return files.some(
    ({ path, documents }) =>
      path.startsWith(prefix) &&
      documents.some(({ value }) => isJsonObject(value) && mentions(value.patches ?? null)),
  );
}

function mentions(value: JsonValue): boolean {
  if (typeof value === "string") return value.includes(NO_CROSS_NAMESPACE);
  if (isJsonObject(value)) return Object.values(value).some((child) => mentions(child ?? null));
  return asArray(value).some(mentions);
}
