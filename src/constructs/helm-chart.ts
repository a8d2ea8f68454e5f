import type { Construct } from "constructs";
import type { HelmChartSpec } from "../flux/generated/helm-chart.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a HelmChart, and its metadata. */
export type HelmChartProps = FluxObjectProps & HelmChartSpec;

/**
 * A chart that Flux fetches and packs. HelmReleases with `chart` make their own; write one to share it.
 *
 * @see https://fluxcd.io/flux/components/source/helmcharts/
 *
 * @example
 * const chart = new HelmChart(prod, "cert-manager", {
 *   interval: "24h",
 *   chart: "cert-manager",
 *   version: "1.x",
 *   sourceRef: jetstack,
 * });
 */
export class HelmChart extends FluxObject<"HelmChart"> {
  constructor(scope: Construct, id: string, props: HelmChartProps) {
    super(scope, id, "HelmChart", props);
  }
}
