import { asObject } from "../../objects/json.js";
import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/**
 * A chart version beside a source that has one chart, at one revision: the version is not looked at.
 *
 * @see https://fluxcd.io/flux/components/source/helmcharts/#version
 */
export const chartVersionIgnored: ObjectRule = {
  code: "chart-version-ignored",
  kinds: ["HelmRelease", "HelmChart"],
  *check({ object, flux }) {
    const at = flux === "HelmChart" ? "/spec" : "/spec/chart/spec";
    const { version, sourceRef } = asObject(findAt(object, at));
    const kind = asObject(sourceRef).kind;
    if (typeof version !== "string" || version === "" || version === "*") return;
    if (kind !== "GitRepository" && kind !== "Bucket") return;
    yield {
      pointer: `${at}/version`,
      message: `version is ignored, since the chart comes from a ${kind}.`,
      hint: "Remove it, and choose the revision in the source.",
    };
  },
};
