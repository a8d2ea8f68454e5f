import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { oidcIdentities } from "./shapes.js";

/** What the fields of HelmChart mean. */
export const helmChartDocs: FieldDocs = fieldDocs("HelmChart", {
  chart: {
    chart:
      "Name of the chart in a HelmRepository, or path of its directory or archive in a GitRepository or Bucket.",
  },
  version: {
    version:
      "Version, or range such as `4.0.x`, of a chart in a HelmRepository; `*`, the newest stable one, when absent. For GitRepository and Bucket it does nothing.",
  },
  "source-reference": {
    sourceRef: "Where the chart lies. The source must be Ready before the chart is built.",
    "sourceRef.apiVersion": "API version of the source. Seldom needed, since the kind alone decides.",
    "sourceRef.kind":
      "Kind of the source. It decides how `chart`, `version` and `reconcileStrategy` are read.",
    "sourceRef.name": "Name of the source, always in the namespace of this object.",
  },
  interval: {
    interval:
      "How often the source is looked at for another version of the chart; a change of the source itself is seen at once.",
  },
  "reconcile-strategy": {
    reconcileStrategy:
      "When a new chart is made: `ChartVersion` (default) if its version changed, `Revision` if the source changed. Take `Revision` to follow Git without raising versions.",
  },
  "values-files": {
    valuesFiles:
      "Values files to build in as the chart's defaults, paths relative to the source, later ones win. They replace `values.yaml`, so name that as well to keep it.",
  },
  "ignore-missing-values-files": {
    ignoreMissingValuesFiles:
      "Whether values files that are not there are passed over instead of failing; false by default.",
  },
  suspend: {
    suspend: "Stops looking for other versions. Releases keep the last chart; false by default.",
  },
  verification: {
    verify:
      "Requires a signature on the chart, which only charts from an OCI registry have. Dependencies that are not packed into the chart are not verified.",
    "verify.provider":
      "Tool that made the signature: `cosign` (default) or `notation`, which always needs a Secret.",
    "verify.secretRef":
      "Secret with what is trusted: public keys for Cosign; certificates and a trust policy for Notation. Without it Cosign verifies keyless.",
    "verify.secretRef.name":
      "Name of the Secret, in this namespace. Its keys end with `.pub` for Cosign and `.crt` or `.pem` for Notation.",
  },
  "keyless-verification": below("verify", oidcIdentities),
});
