import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { healthCheckExpression, ignoreRule, image, kubeConfig, patch } from "./shapes.js";

/** What the fields of Kustomization mean. */
export const kustomizationDocs: FieldDocs = fieldDocs("Kustomization", {
  interval: {
    interval:
      "How often everything is built and applied again, which also undoes drift. At least a minute; new revisions and changed specs do not wait for it.",
  },
  "retry-interval": {
    retryInterval:
      "How soon a failed run is tried again. Equals `interval` when absent, so set it (`1m`, say) beside a long interval.",
  },
  timeout: {
    timeout:
      "Limit for build, apply and health checks together. Absent it is `interval` less 30 seconds, and never under 30 seconds; keep it below `interval`.",
  },
  suspend: {
    suspend:
      "Pauses new revisions and drift correction; a run under way goes on. The Ready condition keeps its last value, so a paused object looks healthy.",
  },
  "source-reference": {
    sourceRef: "Where the manifests come from. Each new artifact of the source starts a run at once.",
    "sourceRef.apiVersion": "API version of the source. Seldom needed, since the kind alone decides.",
    "sourceRef.kind":
      "Kind of the source. `ExternalArtifact` needs the controller's feature gate of that name.",
    "sourceRef.name": "Name of the source.",
  },
  "cross-namespace-references": {
    "sourceRef.namespace":
      "Namespace of the source; that of this object when absent. Another one is refused under `--no-cross-namespace-refs`.",
  },
  path: {
    path: "Directory in the source to build; its root when absent. Upper and lower case count. Without a `kustomization.yaml` in it, all YAML files below are taken.",
  },
  prune: {
    prune:
      "Whether objects that left the source are deleted from the cluster; with false they stay behind as orphans. Exempt one with the annotation `kustomize.toolkit.fluxcd.io/prune: disabled`.",
  },
  "deletion-policy": {
    deletionPolicy:
      "What happens to the applied objects when this object is deleted: `MirrorPrune` (default) does as `prune` says, `WaitForTermination` also waits until they are gone, up to `timeout`.",
  },
  "target-namespace": {
    targetNamespace:
      "Namespace that all namespaced objects are put into, whatever the manifests say. It is not created: it must exist or be among the manifests.",
  },
  "name-prefix-and-suffix": {
    namePrefix:
      "Text put before the name of each built object, and into references to it that kustomize knows.",
    nameSuffix:
      "Text put after the name of each built object, and into references to it that kustomize knows.",
  },
  "service-account-reference": {
    serviceAccountName:
      "ServiceAccount in this namespace whose rights are used to apply. Absent, the controller uses its own, usually cluster-admin, unless a default account is set.",
  },
  wait: {
    wait: "Whether Ready waits until every applied object is healthy, within `timeout`. `healthChecks` is then ignored; false by default.",
  },
  "health-checks": {
    healthChecks:
      "Objects that must be healthy before this is Ready, for when waiting for all (`wait`) is too much. They must be applied here, or by a HelmRelease applied here.",
    "healthChecks[].apiVersion": "API version of the object, such as `batch/v1`; `apps/v1` when absent.",
    "healthChecks[].kind":
      "Kind of the object: a workload, a Flux kind, or a custom resource with a Ready condition.",
    "healthChecks[].name": "Name of the object, after any `namePrefix` and `nameSuffix`.",
    "healthChecks[].namespace":
      "Namespace of the object, after `targetNamespace`. Always give it for namespaced kinds: nothing is filled in.",
  },
  "health-check-expressions": {
    healthCheckExprs:
      "How to tell the health of custom resources that have no usual Ready condition. Only used with `wait` or `healthChecks`.",
    ...below("healthCheckExprs[]", healthCheckExpression),
  },
  dependencies: {
    dependsOn:
      "Kustomizations that must be Ready first, and on the same revision if they share the source. A cycle never ends; without `wait` or `healthChecks` there, Ready only means applied.",
    "dependsOn[].name": "Name of the Kustomization. Only Kustomizations are possible here, no HelmReleases.",
    "dependsOn[].namespace": "Namespace of the Kustomization; that of this object when absent.",
  },
  "dependency-ready-expression": {
    "dependsOn[].readyExpr":
      "CEL expression over `self` and `dep` that decides instead of the Ready check. The controller's gate `AdditiveCELDependencyCheck` makes it an addition.",
  },
  "common-metadata": {
    commonMetadata:
      "Labels and annotations put on every applied object; they replace the object's own of the same key.",
    "commonMetadata.labels":
      "Labels by key. They go on the objects only, not into selectors or Pod templates.",
    "commonMetadata.annotations": "Annotations by key, put on the objects only, not on Pod templates.",
  },
  patches: {
    patches:
      "Kustomize patches laid over what the path builds, in order, before variables are substituted. Use them to vary one path between clusters.",
    ...below("patches[]", patch),
  },
  images: {
    images: "Names, tags and digests to replace in container images, without writing patches.",
    ...below("images[]", image),
  },
  "build-metadata": {
    buildMetadata:
      "Notes that kustomize leaves on objects: `originAnnotations` name the file of each, `transformerAnnotations` what changed it. For debugging; none when absent.",
  },
  components: {
    components:
      "Kustomize components to add, as paths relative to `path` and inside the source. An alpha feature of kustomize.",
    ignoreMissingComponents:
      "Whether components that the source lacks are left out instead of failing the build; false by default.",
  },
  "post-build-variable-substitution": {
    postBuild:
      "What is done to the built manifests before they are applied: filling in `${var}`. Escape with `$${var}`; exempt an object with `kustomize.toolkit.fluxcd.io/substitute: disabled`.",
    "postBuild.substitute":
      "Variables and their values, always strings; they win over those of `substituteFrom`. A variable without value becomes empty, unless written `${var:=default}`.",
    "postBuild.substituteFrom":
      "ConfigMaps and Secrets of this namespace whose keys are variables; later ones win. A change in them waits for the next run, unless they carry the label `reconcile.fluxcd.io/watch: Enabled`.",
    "postBuild.substituteFrom[].kind":
      "Kind of the object with the variables. Take a Secret for what must not be read by all.",
    "postBuild.substituteFrom[].name": "Name of the object, in the namespace of this Kustomization.",
    "postBuild.substituteFrom[].optional":
      "Whether the object may be missing, which then counts as empty; false by default, so that the build fails.",
    "postBuild.substituteStrategy":
      "When to substitute: `WithVariables` (default) leaves manifests untouched if no variable at all is found, so defaults stay unfilled; `Always` fills them in.",
  },
  force: {
    force:
      "Whether objects with a changed immutable field are deleted and made anew, which interrupts them. False by default; for one object use the annotation `kustomize.toolkit.fluxcd.io/force`.",
  },
  "ignore-rules": {
    ignore:
      "Fields that others own, such as replicas under an autoscaler: neither compared nor applied again.",
    ...below("ignore[]", ignoreRule),
  },
  "kubeconfig-remote-clusters": {
    kubeConfig:
      "Another cluster to apply to, instead of the one that Flux runs in. With `serviceAccountName`, that account must exist there, in a namespace of the same name.",
    ...below("kubeConfig", kubeConfig),
  },
  decryption: {
    decryption:
      "How SOPS-encrypted manifests are decrypted before they are applied. Leave `apiVersion`, `kind` and `metadata` unencrypted.",
    "decryption.provider": "Tool that encrypted the manifests; SOPS is the only one.",
    "decryption.secretRef":
      "Secret with age or OpenPGP private keys, or static KMS credentials, which then win over `serviceAccountName`.",
    "decryption.secretRef.name":
      "Name of the Secret, in this namespace. Key files end with `.agekey` or `.asc`.",
    "decryption.serviceAccountName":
      "ServiceAccount whose workload identity may use the cloud's KMS or OpenBao; the controller's own when absent. Needs the gate `ObjectLevelWorkloadIdentity`.",
  },
});
