import type { Condition } from "./conditions.js";
import type { FluxKind } from "./kinds.js";

/** What a failure class needs to see of an object. */
export interface FailureSymptom {
  readonly kind: FluxKind;
  /** The condition that carries the failure: Ready, or Stalled, or the one that names it. */
  readonly conditions: readonly Condition[];
}

/** A step that helps, from the mildest on. `fix` is done in the program or the YAML; the others are commands. */
export type RemedyStep =
  | "fix"
  | "reconcile"
  | "reset"
  | "resume"
  | "suspend"
  | "wait"
  | "restart"
  | "recreate";

/** A class of failure: how it is recognised, what it means, what helps. */
export interface FailureClass {
  readonly id: string;
  /** Kinds on which it occurs; empty: on any. */
  readonly kinds: readonly FluxKind[];
  /** Reasons of a condition that can carry it; empty: any reason. */
  readonly reasons: readonly string[];
  /** What the message of that condition looks like; absent: the reason is enough. */
  readonly message?: RegExp;
  /** One sentence for people: what it means. */
  readonly means: string;
  /** One imperative sentence: what to do first. */
  readonly fix: string;
  /** Commands that follow the fix, in order. */
  readonly next: readonly RemedyStep[];
}

const sources: readonly FluxKind[] = [
  "GitRepository",
  "OCIRepository",
  "HelmRepository",
  "HelmChart",
  "Bucket",
];
const appliers: readonly FluxKind[] = ["Kustomization", "HelmRelease"];
const build = ["BuildFailed"];
const apply = ["ReconciliationFailed"];
const helmActions = ["InstallFailed", "UpgradeFailed", "RollbackFailed", "UninstallFailed"];

/**
 * Failure classes of Flux with their signature, most telling first: the first that matches is the one.
 * Reasons are those of the controllers' API packages (`…/api/v1/condition_types.go`); what to do follows the
 * kind's page in the Flux documentation.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#conditions
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#conditions
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#conditions
 */
export const failureClasses: readonly FailureClass[] = [
  {
    id: "access-denied",
    kinds: [],
    reasons: ["AccessDenied"],
    means:
      "The controllers run with --no-cross-namespace-refs, and the reference leads into another namespace.",
    fix: "Refer to an object of the same namespace.",
    next: ["reconcile"],
  },
  {
    id: "cel-invalid",
    kinds: appliers,
    reasons: ["InvalidCELExpression"],
    means: "A CEL expression (healthCheckExprs or readyExpr) does not compile; it is not tried again.",
    fix: "Correct the expression.",
    next: ["reconcile"],
  },
  {
    id: "helm-retries-exhausted",
    kinds: ["HelmRelease"],
    reasons: ["RetriesExceeded", "MissingRollbackTarget"],
    means: "The release failed as often as remediation.retries allows and is not tried again.",
    fix: "Correct the values or the chart and commit; a change of the spec starts over.",
    next: ["reset"],
  },
  {
    id: "helm-rolled-back",
    kinds: ["HelmRelease"],
    reasons: ["RollbackSucceeded", "UninstallSucceeded"],
    means: "The new version failed and was taken back: what runs is the previous one.",
    fix: "Correct the values or the chart and commit.",
    next: ["reconcile"],
  },
  {
    id: "source-invalid",
    kinds: sources,
    reasons: ["URLInvalid", "InvalidProviderConfiguration", "InvalidSTSConfiguration"],
    means: "The source's spec cannot work, and is not tried again.",
    fix: "Correct the URL or the provider.",
    next: ["reconcile"],
  },
  {
    id: "verification",
    kinds: sources,
    reasons: ["VerificationError", "ChartVerificationError", "InvalidCommitSignature"],
    means: "The signature of the artifact does not hold against the configured keys or identities.",
    fix: "Correct the key or identity in spec.verify, or sign the artifact anew.",
    next: ["reconcile"],
  },
  {
    id: "chart-pull",
    kinds: ["HelmChart"],
    reasons: ["ChartPullError"],
    means: "The chart, or a version in the asked range, is not in the repository.",
    fix: "Correct the chart's name or version range.",
    next: ["reconcile"],
  },
  {
    id: "chart-reference",
    kinds: ["HelmChart"],
    reasons: ["InvalidChartReference", "DependencyBuildError", "ValuesFilesError", "ChartPackageError"],
    means: "The chart cannot be taken from its source: its path, a dependency or a values file is not there.",
    fix: "Correct the chart's path, dependencies or valuesFiles.",
    next: ["reconcile"],
  },
  {
    id: "git-authentication",
    kinds: ["GitRepository"],
    reasons: ["AuthenticationFailed", "GitOperationFailed"],
    message:
      /authenticat|authoriz|permission denied|knownhosts|known_hosts|handshake|secrets? ".+" not found|invalid credentials/i,
    means: "The Git server does not accept the credentials, or their Secret is missing.",
    fix: "Create or rotate the Secret that secretRef names.",
    next: ["reconcile"],
  },
  {
    id: "git-reference",
    kinds: ["GitRepository"],
    reasons: ["GitOperationFailed"],
    message:
      /couldn't find remote ref|reference not found|no match found for semver|object not found|unable to resolve/i,
    means: "The branch, tag, commit or version range is not in the repository.",
    fix: "Correct spec.ref.",
    next: ["reconcile"],
  },
  {
    id: "git-network",
    kinds: ["GitRepository"],
    reasons: ["GitOperationFailed"],
    message: /dial tcp|timeout|deadline|no such host|connection|x509|certificate|proxy|EOF/i,
    means: "The Git server cannot be reached, or its certificate is not trusted.",
    fix: "Check the URL, the network and the certificate authority; it is tried again by itself.",
    next: ["wait", "reconcile"],
  },
  {
    id: "git-repository",
    kinds: ["GitRepository"],
    reasons: ["GitOperationFailed"],
    message: /repository not found|not found/i,
    means: "There is no such repository, or the credentials may not see it.",
    fix: "Correct spec.url, or give the credentials access.",
    next: ["reconcile"],
  },
  {
    id: "oci-pull",
    kinds: ["OCIRepository"],
    reasons: ["OCIArtifactPullFailed", "OCIArtifactLayerOperationFailed"],
    means:
      "The artifact cannot be pulled: the tag is missing, the credentials fail, or the registry limits the rate.",
    fix: "Check the tag, and the credentials in secretRef.",
    next: ["reconcile"],
  },
  {
    id: "helm-index",
    kinds: ["HelmRepository"],
    reasons: ["IndexationFailed", "FetchFailed", "Failed"],
    means: "The repository's index cannot be fetched or read.",
    fix: "Check spec.url and the credentials.",
    next: ["reconcile"],
  },
  {
    id: "bucket",
    kinds: ["Bucket"],
    reasons: ["BucketOperationFailed"],
    means: "The bucket cannot be read.",
    fix: "Check endpoint, bucket name and credentials.",
    next: ["reconcile"],
  },
  {
    id: "source-authentication",
    kinds: [],
    reasons: ["AuthenticationFailed"],
    means: "The server does not accept the credentials, or their Secret is missing.",
    fix: "Create or rotate the Secret that secretRef names.",
    next: ["reconcile"],
  },
  {
    id: "source-missing",
    kinds: appliers,
    reasons: ["ArtifactFailed", "SourceNotReady"],
    message: /"[^"]+" not found|could not get source object/i,
    means: "The source that it names does not exist.",
    fix: "Correct the name and namespace of the source, or create it.",
    next: ["reconcile"],
  },
  {
    id: "source-not-fetched",
    kinds: appliers,
    reasons: ["ArtifactFailed", "SourceNotReady"],
    message: /source artifact not found|does not have an artifact|is not ready|Source is not ready/i,
    means: "The source has no artifact yet.",
    fix: "Look at the source first.",
    next: ["wait"],
  },
  {
    id: "path-not-found",
    kinds: ["Kustomization"],
    reasons: ["ArtifactFailed"],
    message: /kustomization path not found|no such file or directory|not a directory/i,
    means: "The source has no such path at this revision; paths are case-sensitive.",
    fix: "Correct spec.path, or commit the directory.",
    next: ["reconcile"],
  },
  {
    id: "artifact",
    kinds: appliers,
    reasons: ["ArtifactFailed"],
    means: "The source's artifact cannot be fetched or unpacked.",
    fix: "Look at the source, then at source-controller.",
    next: ["reconcile"],
  },
  {
    id: "substitution",
    kinds: ["Kustomization"],
    reasons: build,
    message: /envsubst|variable substitution failed|substitute from/i,
    means: "postBuild substitution failed: a variable, or the ConfigMap or Secret that holds it, is missing.",
    fix: "Define the variable, mark the reference optional, or escape the text as $${…}.",
    next: ["reconcile"],
  },
  {
    id: "decryption",
    kinds: ["Kustomization"],
    reasons: build,
    message: /decrypt|sops/i,
    means: "An encrypted file cannot be decrypted with the configured keys.",
    fix: "Check the Secret of spec.decryption, and the recipients in .sops.yaml.",
    next: ["reconcile"],
  },
  {
    id: "malformed-yaml",
    kinds: ["Kustomization"],
    reasons: build,
    message:
      /MalformedYAMLError|failed to decode Kubernetes YAML|yaml: |missing metadata|Object 'Kind' is missing|missing Resource metadata/i,
    means: "A file below the path is not a Kubernetes manifest.",
    fix: "Correct the file that the message names.",
    next: ["reconcile"],
  },
  {
    id: "kustomize-build",
    kinds: ["Kustomization"],
    reasons: build,
    means: "kustomize cannot build the path.",
    fix: "Run `fluxwright check`: it builds the same path and names the line.",
    next: ["reconcile"],
  },
  {
    id: "dependency",
    kinds: [],
    reasons: ["DependencyNotReady"],
    means: "An object that it depends on is not ready.",
    fix: "Look at the dependency.",
    next: ["wait"],
  },
  {
    id: "crd-missing",
    kinds: ["Kustomization"],
    reasons: apply,
    message: /no matches for kind|could not find the requested resource|resource mapping not found/i,
    means: "The CRD of a custom resource is not installed, or not in that version.",
    fix: "Let it depend on what installs the CRD, or correct the apiVersion.",
    next: ["reconcile"],
  },
  {
    id: "immutable-field",
    kinds: ["Kustomization"],
    reasons: apply,
    message: /field is immutable|is immutable|may not change|cannot be changed/i,
    means: "The change touches a field that Kubernetes does not let change.",
    fix: "Take the change back, or have the object created anew.",
    next: ["recreate", "reconcile"],
  },
  {
    id: "admission-denied",
    kinds: ["Kustomization"],
    reasons: apply,
    message:
      /admission webhook|denied the request|failed calling webhook|ValidatingAdmissionPolicy|violates PodSecurity/i,
    means: "An admission webhook or policy refused the object, or could not be asked.",
    fix: "Satisfy the policy that the message names, or bring its webhook up first.",
    next: ["reconcile"],
  },
  {
    id: "permission",
    kinds: appliers,
    reasons: [],
    message: /is forbidden: User|cannot (get|list|watch|create|patch|update|delete|impersonate) resource/i,
    means: "The service account that Flux acts as may not do this.",
    fix: "Give the service account a role for it.",
    next: ["reconcile"],
  },
  {
    id: "namespace-or-quota",
    kinds: appliers,
    reasons: [],
    message: /namespaces? "[^"]+" not found|exceeded quota|is being terminated/i,
    means: "The namespace does not exist, is being deleted, or its quota is used up.",
    fix: "Create the namespace before (or within) this build, or raise the quota.",
    next: ["reconcile"],
  },
  {
    id: "apply-conflict",
    kinds: ["Kustomization"],
    reasons: apply,
    message: /conflicts? with|Apply failed with \d+ conflict/i,
    means: "Another manager owns a field that this build sets.",
    fix: "Let one owner set the field.",
    next: ["reconcile"],
  },
  {
    id: "invalid-object",
    kinds: ["Kustomization"],
    reasons: apply,
    message:
      /dry-run failed|\(Invalid\)|\(BadRequest\)|is invalid|unknown field|Required value|validation failed|failed to create typed patch/i,
    means: "The API server does not accept an object of this build.",
    fix: "Correct the object that the message names.",
    next: ["reconcile"],
  },
  {
    id: "prune",
    kinds: ["Kustomization"],
    reasons: ["PruneFailed"],
    means: "An object that left the build could not be deleted.",
    fix: "Look for a finalizer or a webhook that holds the object.",
    next: ["wait", "reconcile"],
  },
  {
    id: "health-canceled",
    kinds: appliers,
    reasons: ["HealthCheckCanceled"],
    means: "A newer revision arrived and ended the health check of the old one.",
    fix: "Wait: the newer revision is being applied.",
    next: ["wait"],
  },
  {
    id: "health-check",
    kinds: appliers,
    reasons: ["HealthCheckFailed"],
    means: "What was applied did not become healthy in time.",
    fix: "Look at the object that the message names: its events, its pods, their logs.",
    next: ["reconcile"],
  },
  {
    id: "apply",
    kinds: ["Kustomization"],
    reasons: apply,
    means: "The build could not be applied.",
    fix: "Correct what the message names.",
    next: ["reconcile"],
  },
  {
    id: "helm-values",
    kinds: ["HelmRelease"],
    reasons: ["ValuesError"],
    means: "The values cannot be put together: an object or key that valuesFrom names is missing.",
    fix: "Create the ConfigMap or Secret, correct its key, or mark it optional.",
    next: ["reconcile"],
  },
  {
    id: "helm-test",
    kinds: ["HelmRelease"],
    reasons: ["TestFailed"],
    means: "The chart's tests failed.",
    fix: "Read the logs of the test pods, or set spec.test.ignoreFailures.",
    next: ["reconcile"],
  },
  {
    id: "helm-pending",
    kinds: ["HelmRelease"],
    reasons: [],
    message: /another operation \(install\/upgrade\/rollback\) is in progress|PendingRelease/i,
    means: "Helm's record says that an operation is under way; helm-controller unlocks it by itself.",
    fix: "Wait for helm-controller to unlock the release.",
    next: ["wait", "reconcile"],
  },
  {
    id: "helm-drift",
    kinds: ["HelmRelease"],
    reasons: ["DriftDetected"],
    means: "The cluster was changed by somebody else than Helm.",
    fix: "Find who edits it; set driftDetection.mode to enabled, or ignore the field.",
    next: ["reconcile"],
  },
  {
    id: "helm-action",
    kinds: ["HelmRelease"],
    reasons: helmActions,
    means: "Helm could not install or upgrade the release.",
    fix: "Correct the values or the chart that the message names.",
    next: ["reconcile"],
  },
  {
    id: "chart-not-ready",
    kinds: ["HelmRelease"],
    reasons: ["ArtifactFailed", "SourceNotReady", "GetLastReleaseFailed"],
    means: "The chart could not be loaded.",
    fix: "Look at the chart's source.",
    next: ["wait"],
  },
  {
    id: "image",
    kinds: ["ImageRepository", "ImagePolicy", "ImageUpdateAutomation"],
    reasons: [],
    means: "Image automation cannot scan, choose or push.",
    fix: "Check the image's credentials, the policy's range, and whether the branch may be pushed to.",
    next: ["reconcile"],
  },
];

/** The class of a failure, and the condition that shows it. */
export interface FailureMatch {
  readonly failure: FailureClass;
  readonly condition: Condition;
}

/**
 * The first class whose signature one of the conditions carries. Conditions that hold (Ready=True) are no
 * symptom; Stalled, FetchFailed and the like are when they are True.
 */
export function classifyFailure({ kind, conditions }: FailureSymptom): FailureMatch | undefined {
  const symptoms = conditions.filter(isSymptom);
  for (const failure of failureClasses) {
    if (failure.kinds.length > 0 && !failure.kinds.includes(kind)) continue;
    const condition = symptoms.find(
      ({ reason, message }) =>
        (failure.reasons.length === 0 || failure.reasons.includes(reason)) &&
        (failure.message?.test(message) ?? true),
    );
    if (condition) return { failure, condition };
  }
  return undefined;
}

const positive = new Set([
  "Ready",
  "Healthy",
  "Released",
  "TestSuccess",
  "SourceVerified",
  "ArtifactInStorage",
]);
const negative = new Set([
  "Stalled",
  "FetchFailed",
  "StorageOperationFailed",
  "BuildFailed",
  "Drifted",
  "Remediated",
]);

function isSymptom({ type, status }: Condition): boolean {
  return positive.has(type) ? status === "False" : negative.has(type) && status === "True";
}
