import { below, type FieldDocs, type FieldTexts, fieldDocs } from "./field-doc.js";
import { healthCheckExpression, ignoreRule, image, kubeConfig, patch } from "./shapes.js";

/** Switches that each Helm action has, worded for the action: `"install"`, `"upgrade"`, `"rollback"`. */
function waiting(action: string): FieldTexts {
  return {
    timeout: `Limit for each single Kubernetes operation of the ${action}, such as one hook; the release's \`timeout\` when absent.`,
    disableHooks: `Whether the chart's hooks are left out at ${action}; false by default.`,
    disableWait: `Whether the ${action} counts as done before its objects are ready, so that a bad rollout goes unnoticed; false by default.`,
    disableWaitForJobs: `Whether the ${action} does not wait for the chart's Jobs to complete; false by default.`,
  };
}

/** Checks that install and upgrade make before they apply. */
function checking(action: string): FieldTexts {
  return {
    disableOpenAPIValidation: `Whether the rendered objects go unchecked against the cluster's OpenAPI schema at ${action}; false by default.`,
    disableSchemaValidation: `Whether the values go unchecked against the chart's \`values.schema.json\` at ${action}; false by default.`,
    disableTakeOwnership: `Whether the ${action} fails on objects that belong to nobody or another release instead of adopting them; false by default.`,
  };
}

/** How install and upgrade go on after a failure. */
function failing(action: string): FieldTexts {
  return {
    strategy: `What follows a failed ${action}: remediation, or trying again. \`RemediateOnFailure\` when absent, unless a feature gate changes that.`,
    "strategy.name":
      "`RemediateOnFailure` does what `remediation` says and stops when its retries are used up; `RetryOnFailure` undoes nothing and tries again for ever.",
    "strategy.retryInterval": `Pause before the ${action} is tried again, 5m by default; only with \`RetryOnFailure\`.`,
  };
}

/** What the fields of HelmRelease mean. */
export const helmReleaseDocs: FieldDocs = fieldDocs("HelmRelease", {
  interval: {
    interval:
      "How often the release is compared with what is declared; changed specs, charts and forced requests do not wait for it.",
  },
  timeout: {
    timeout:
      "Limit for each single Kubernetes operation of an action, not for the action as a whole; 5m when absent.",
  },
  suspend: {
    suspend:
      "Pauses the release; an action under way goes on. The Ready condition keeps its last value, so a paused release looks healthy.",
  },
  "chart-template": {
    chart:
      "The chart, from a HelmRepository, GitRepository or Bucket: a HelmChart is made from this. Excludes `chartRef`.",
    "chart.metadata": "Metadata for the HelmChart that is made.",
    "chart.metadata.annotations": "Annotations for the HelmChart.",
    "chart.metadata.labels": "Labels for the HelmChart, such as the key of a shard.",
    "chart.spec": "What the HelmChart says.",
    "chart.spec.chart":
      "Name of the chart in a HelmRepository, or its path in a GitRepository or Bucket. A chart of another name makes a reinstall, unless `upgrade.chartNameChangeStrategy` says otherwise.",
    "chart.spec.version":
      "Version, or range such as `4.0.x`, for a HelmRepository; `*`, the newest stable one, when absent. Pin it in production; ignored for other sources.",
    "chart.spec.interval":
      "How often the source is looked at for another version; as `interval` when absent.",
    "chart.spec.reconcileStrategy":
      "When a new chart counts: `ChartVersion` (default) if its version changed, `Revision` if the source changed, which is needed to follow Git without raising versions.",
    "chart.spec.sourceRef": "Where the chart lies. The HelmChart is made in the namespace of this source.",
    "chart.spec.sourceRef.apiVersion":
      "API version of the source. Seldom needed, since the kind alone decides.",
    "chart.spec.sourceRef.kind":
      "Kind of the source. It decides how `chart`, `version` and `reconcileStrategy` are read.",
    "chart.spec.sourceRef.name": "Name of the source.",
    "chart.spec.sourceRef.namespace":
      "Namespace of the source; that of this release when absent. Another one is refused under `--no-cross-namespace-refs`.",
    "chart.spec.valuesFiles":
      "Values files to build in as the chart's defaults, paths relative to the source, later ones win. They replace `values.yaml`, so name that as well to keep it.",
    "chart.spec.ignoreMissingValuesFiles":
      "Whether values files that are not there are passed over instead of failing; false by default.",
    "chart.spec.verify":
      "Requires a signature on the chart, which only charts from an OCI registry have. Dependencies outside it go unverified.",
    "chart.spec.verify.provider":
      "Tool that made the signature: `cosign` (default) or `notation`, which always needs a Secret.",
    "chart.spec.verify.secretRef":
      "Secret with what is trusted: public keys for Cosign; certificates and a trust policy for Notation. Without it Cosign verifies keyless, for any signer.",
    "chart.spec.verify.secretRef.name":
      "Name of the Secret, in the namespace of the HelmChart, so of the source.",
  },
  "chart-reference": {
    chartRef:
      "An object that already has the chart as its artifact: the way for OCI charts, and for sharing one. Excludes `chart`.",
    "chartRef.apiVersion": "API version of that object. Seldom needed, since the kind alone decides.",
    "chartRef.kind":
      "Kind of that object. An OCIRepository should select the chart's layer with the operation `copy`; `ExternalArtifact` needs the controller's feature gate.",
    "chartRef.name": "Name of that object.",
    "chartRef.namespace":
      "Namespace of that object; that of this release when absent. Another one is refused under `--no-cross-namespace-refs`.",
  },
  "release-name": {
    releaseName:
      "Name of the Helm release; the object's name, after `targetNamespace` and a dash where that is set, when absent. At most 53 characters, else it is cut and hashed. A change reinstalls.",
  },
  "target-namespace": {
    targetNamespace:
      "Namespace to install into; that of this object when absent. It must exist, or see `install.createNamespace`. A change uninstalls and installs anew.",
  },
  "storage-namespace": {
    storageNamespace:
      "Namespace of Helm's own records, where `helm -n` finds the release; that of this object when absent. A change uninstalls and installs anew.",
  },
  "service-account-reference": {
    serviceAccountName:
      "ServiceAccount of this namespace whose rights Helm uses. Absent, the controller uses its own, usually cluster-admin, unless a default account is set.",
  },
  "persistent-client": {
    persistentClient:
      "Whether one Kubernetes client serves a whole run, which is faster; true by default. Set false for charts whose hooks need CRDs made by the chart itself.",
  },
  "max-history": {
    maxHistory:
      "How many revisions Helm keeps for rollbacks; 5 by default, 0 for all, which grows without end.",
  },
  dependencies: {
    dependsOn: "HelmReleases that must be Ready first. A cycle never ends.",
    "dependsOn[].name": "Name of the HelmRelease. Only HelmReleases are possible here, no Kustomizations.",
    "dependsOn[].namespace": "Namespace of the HelmRelease; that of this object when absent.",
  },
  "dependency-ready-expression": {
    "dependsOn[].readyExpr":
      "CEL expression over `self` and `dep` that decides instead of the Ready check. The controller's gate `AdditiveCELDependencyCheck` makes it an addition.",
  },
  "inline-values": {
    values:
      "Values for the chart. They win over `valuesFrom` without `targetPath`. A null, which takes a default away, gets lost on the way to the cluster.",
  },
  "values-references": {
    valuesFrom:
      "ConfigMaps and Secrets of this namespace with values, merged in order, later ones win. A change in them waits for the next run, unless they carry the label `reconcile.fluxcd.io/watch: Enabled`.",
    "valuesFrom[].kind": "Kind of the object with values. Take a Secret for passwords.",
    "valuesFrom[].name": "Name of the object, in the namespace of this release.",
    "valuesFrom[].valuesKey": "Key of the object's data to read; `values.yaml` when absent.",
    "valuesFrom[].targetPath":
      "Where to put a single value, in the dotted syntax of `helm --set`; it then wins over `values` too. Absent, the key holds a YAML document that is merged at the root.",
    "valuesFrom[].optional":
      "Whether the object may be missing; false by default. A missing key in an object that exists fails all the same.",
    "valuesFrom[].literal":
      "Whether the value is taken as plain text, not in the syntax of `helm --set`, where commas and braces mean something; false by default, only with `targetPath`.",
  },
  "common-metadata": {
    commonMetadata:
      "Labels and annotations put on every object of the chart; they replace the object's own of the same key.",
    "commonMetadata.labels": "Labels by key.",
    "commonMetadata.annotations": "Annotations by key.",
  },
  "post-renderers": {
    postRenderers:
      "Changes to the rendered chart before it is applied, in order; for what its values cannot say.",
    "postRenderers[].kustomize": "Changes made by kustomize.",
    "postRenderers[].kustomize.patches": "Kustomize patches laid over the rendered objects, in order.",
    ...below("postRenderers[].kustomize.patches[]", patch),
    "postRenderers[].kustomize.images":
      "Names, tags and digests to replace in container images, such as to use a mirror.",
    ...below("postRenderers[].kustomize.images[]", image),
  },
  "post-render-strategy": {
    postRenderStrategy:
      "Whether hooks go through the post renderers: `combined` (default) together with the rest, `separate` on their own, `nohooks` not at all, as in Helm 3.",
  },
  "install-configuration": {
    install: "How the first install is done.",
    ...below("install", waiting("install")),
    ...below("install", checking("install")),
    "install.createNamespace":
      "Whether `targetNamespace` is created if missing; false by default. Uninstalling leaves it behind.",
    "install.crds":
      "What happens to the chart's `crds` directory: `Create` (default) adds the missing, `CreateReplace` also updates those there, `Skip` leaves it alone.",
    "install.skipCRDs": "Whether the CRDs of the chart are left out, as `crds: Skip` does; false by default.",
    "install.replace":
      "Whether a name may be used again that a deleted release left in the history; false by default.",
    "install.serverSideApply":
      "Whether objects are applied on the server, which tracks who owns each field; true by default.",
  },
  "install-strategy": below("install", failing("install")),
  "install-remediation": {
    "install.remediation":
      "What happens after a failed install: an uninstall, then another try. Nothing happens by default.",
    "install.remediation.retries":
      "How many more installs to try, each after an uninstall; 0 by default, below 0 without limit. When used up, the release stalls.",
    "install.remediation.ignoreTestFailures":
      "Whether a failed Helm test counts as no failure here; as `test.ignoreFailures` when absent.",
    "install.remediation.remediateLastFailure":
      "Whether the last failure is uninstalled as well; false by default, which leaves it for inspection.",
  },
  "upgrade-configuration": {
    upgrade: "How upgrades are done.",
    ...below("upgrade", waiting("upgrade")),
    ...below("upgrade", checking("upgrade")),
    "upgrade.chartNameChangeStrategy":
      "What a chart of another name means: `Reinstall` (default) uninstalls the old one first, with its data; `InPlaceUpdate` upgrades.",
    "upgrade.cleanupOnFail":
      "Whether objects that a failed upgrade has newly made are deleted; false by default.",
    "upgrade.crds":
      "What happens to the chart's `crds` directory: `Skip` (default) leaves old CRDs in place, `Create` adds the missing, `CreateReplace` also updates them.",
    "upgrade.force":
      "Whether objects are replaced where they cannot be patched, which may interrupt them; false by default. Without effect on server-side apply.",
    "upgrade.preserveValues":
      "Whether values of the last release are kept where `values` says nothing; false by default. With true, the result depends on history, not on what is declared.",
    "upgrade.serverSideApply":
      "Whether objects are applied on the server; `auto` (default) does as the release did before.",
  },
  "upgrade-strategy": below("upgrade", failing("upgrade")),
  "upgrade-remediation": {
    "upgrade.remediation":
      "What happens after a failed upgrade: back to the last good release, then another try. Nothing happens by default.",
    "upgrade.remediation.retries":
      "How many more upgrades to try, each after a remediation; 0 by default, below 0 without limit. When used up, the release stalls until reset or changed.",
    "upgrade.remediation.strategy":
      "`rollback` (default) goes back to the last good release; `uninstall` removes it and installs anew, with its data.",
    "upgrade.remediation.ignoreTestFailures":
      "Whether a failed Helm test counts as no failure here; as `test.ignoreFailures` when absent.",
    "upgrade.remediation.remediateLastFailure":
      "Whether the last failure is remediated as well; true if `retries` is above 0, else false. Set it to be left with a working release.",
  },
  "rollback-configuration": {
    rollback: "How rollbacks are done, which remediate failed upgrades.",
    ...below("rollback", waiting("rollback")),
    "rollback.cleanupOnFail":
      "Whether objects that a failed rollback has newly made are deleted; false by default.",
    "rollback.force":
      "Whether objects are replaced where they cannot be patched; false by default. Without effect on server-side apply.",
    "rollback.recreate":
      "Once restarted Pods; has had no effect since Helm 4 and only logs a warning. Leave it out.",
    "rollback.serverSideApply":
      "Whether objects are applied on the server; `auto` (default) does as the release did before.",
  },
  "uninstall-configuration": {
    uninstall: "How the release is removed: when this object is deleted, or as a remediation.",
    "uninstall.timeout":
      "Limit for each single Kubernetes operation of the uninstall; the release's `timeout` when absent.",
    "uninstall.disableHooks":
      "Whether the chart's delete hooks are left out; false by default. Helps when a hook keeps a release from going.",
    "uninstall.disableWait":
      "Whether the uninstall does not wait until the objects are gone; false by default.",
    "uninstall.deletionPropagation":
      "How dependents of deleted objects go: `background` (default) later, `foreground` first, `orphan` not at all.",
    "uninstall.keepHistory":
      "Whether Helm's records stay, marked as deleted; false by default. A new install then needs `install.replace`.",
  },
  "test-configuration": {
    test: "Whether and how the chart's tests run.",
    "test.enable":
      "Whether tests run after each install and upgrade; false by default. A failed test fails the release.",
    "test.ignoreFailures": "Whether failed tests leave the release Ready and unremediated; false by default.",
    "test.timeout":
      "Limit for each single Kubernetes operation of a test; the release's `timeout` when absent.",
  },
  "filtering-tests": {
    "test.filters": "Tests to run, or to leave out; all run when absent.",
    "test.filters[].name": "Name of the test, which is that of its Pod or other hook object.",
    "test.filters[].exclude": "Whether the test is left out instead of picked; false by default.",
  },
  "drift-detection": {
    driftDetection:
      "Whether changes that others made to the release's objects are found and undone; they are not by default.",
    "driftDetection.mode":
      "`disabled` (default), `warn` to report drift only, or `enabled` to undo it. Start with `warn` to see what to ignore.",
  },
  "ignore-rules": {
    "driftDetection.ignore": "Fields that may differ, such as replicas under an autoscaler.",
    ...below("driftDetection.ignore[]", ignoreRule),
  },
  "wait-strategy": {
    waitStrategy: "How the controller decides that objects are ready after an action.",
    "waitStrategy.name":
      "`poller` (default) understands any object with a usual status, custom resources too; `legacy` knows the built-in kinds as Helm 3 did.",
  },
  "health-check-expressions": {
    healthCheckExprs:
      "How to tell the health of custom resources that have no usual Ready condition. Only used where an action waits, with the strategy `poller`.",
    ...below("healthCheckExprs[]", healthCheckExpression),
  },
  "kubeconfig-remote-clusters": {
    kubeConfig:
      "Another cluster to install on, instead of the one that Flux runs in. With `serviceAccountName`, that account must exist there, in a namespace of the same name.",
    ...below("kubeConfig", kubeConfig),
  },
});
