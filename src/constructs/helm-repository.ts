import type { Construct } from "constructs";
import type { HelmRepositorySpec } from "../flux/generated/helm-repository.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a HelmRepository, and its metadata. */
export type HelmRepositoryProps = FluxObjectProps & HelmRepositorySpec;

/**
 * A Helm repository that HelmReleases and HelmCharts take their charts from.
 *
 * @see https://fluxcd.io/flux/components/source/helmrepositories/
 *
 * @example
 * const jetstack = new HelmRepository(prod, "jetstack", { interval: "24h", url: "https://charts.jetstack.io" });
 */
export class HelmRepository extends FluxObject<"HelmRepository"> {
  constructor(scope: Construct, id: string, props: HelmRepositoryProps) {
    super(scope, id, "HelmRepository", props);
  }
}
