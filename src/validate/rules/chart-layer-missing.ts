import { isImplied } from "../../fleet/find-object.js";
import { formatRef } from "../../objects/object-ref.js";
import { findAt } from "../../objects/pointer.js";
import type { ScopeRule } from "../rule.js";

/**
 * A chart from an OCIRepository that does not choose the layer of the chart: the artifact is unpacked and packed
 * again instead of taken as it was pushed.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#chart-reference
 */
export const chartLayerMissing: ScopeRule = {
  code: "chart-layer-missing",
  *check({ edges }) {
    for (const { to, field, target } of edges) {
      if (field.path !== "spec.chartRef" || to.kind !== "OCIRepository") continue;
      if (target === undefined || isImplied(target)) continue;
      if (findAt(target.object, "/spec/layerSelector/operation") === "copy") continue;
      yield {
        on: target,
        pointer: "/spec",
        part: "key",
        message: `${formatRef(to)} is used as a chart, and does not copy the layer of the chart.`,
        hint: "Set layerSelector: mediaType application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation copy.",
      };
    }
  },
};
