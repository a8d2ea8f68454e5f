import type { FluxKind } from "../kinds.js";
import type { FailureClass } from "./failure-class.js";

const sources: readonly FluxKind[] = [
  "GitRepository",
  "OCIRepository",
  "HelmRepository",
  "HelmChart",
  "Bucket",
];

/**
 * Failures of fetching: sources, charts and images.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#conditions
 */
export const sourceFailures: readonly FailureClass[] = [
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
    // A version that is not in an index is told as an invalid reference, and is not tried again.
    reasons: ["ChartPullError", "InvalidChartReference"],
    message: /chart pull error|chart with version|failed to get chart version|failed to download/i,
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
    id: "image",
    kinds: ["ImageRepository", "ImagePolicy", "ImageUpdateAutomation"],
    reasons: [],
    means: "Image automation cannot scan, choose or push.",
    fix: "Check the image's credentials, the policy's range, and whether the branch may be pushed to.",
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
];
