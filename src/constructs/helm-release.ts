import type { Construct } from "constructs";
import type { HelmReleaseSpec } from "../flux/generated/helm-release.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a HelmRelease, and its metadata. */
export type HelmReleaseProps = FluxObjectProps & HelmReleaseSpec;

/**
 * A Helm release that Flux installs, upgrades, tests and rolls back.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/
 *
 * @example
 * new HelmRelease(prod, "podinfo", {
 *   interval: "10m",
 *   chartRef: podinfo,
 *   values: { replicaCount: 2 },
 * });
 */
export class HelmRelease extends FluxObject<"HelmRelease"> {
  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id, "HelmRelease", props);
  }
}
