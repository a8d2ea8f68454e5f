import { asObject, asString } from "../../objects/json.js";
import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/**
 * A path where a Helm repository has names: `./charts/app` is for a GitRepository or a Bucket.
 *
 * @see https://fluxcd.io/flux/components/source/helmcharts/#chart
 */
export const chartNameInvalid: ObjectRule = {
  code: "chart-name-invalid",
  kinds: ["HelmRelease", "HelmChart"],
  *check({ object, flux }) {
    const at = flux === "HelmChart" ? "/spec" : "/spec/chart/spec";
    const spec = asObject(findAt(object, at));
    const chart = asString(spec.chart) ?? "";
    if (asObject(spec.sourceRef).kind !== "HelmRepository" || !/^\.{0,2}\/|\.tgz$/.test(chart)) return;
    yield {
      pointer: `${at}/chart`,
      message: `"${chart}" is a path; a HelmRepository has charts by name.`,
      hint: "Write the name of the chart, or take it from a GitRepository.",
    };
  },
};
