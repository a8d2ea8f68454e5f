/** Where a failure was seen: an object of a recording, and what is said of it. */
export interface Sighting {
  /** Below `test/recordings`, without `.yaml`. */
  readonly recording: string;
  /** `Kind/name`. */
  readonly object: string;
  /** The class of the failure, or the name or reason of the status where Flux reports no failure. */
  readonly as: string;
}

/** One way in which a fleet does not converge. */
export interface FailureRow {
  readonly what: string;
  /** What the real controllers wrote of it, in the lab. */
  readonly seen: readonly Sighting[];
  /** What of it the lab does not produce, and why; its messages are tested by themselves. */
  readonly unseen?: string;
}

const see = (recording: string, object: string, as: string): Sighting => ({ recording, object, as });
const app = "Kustomization/app";
const fleet = "GitRepository/fleet";
const web = "HelmRelease/web";

/** The failure classes of Flux, along the loop: source, chart, build, apply, health, release, the rest. */
export const failureRows: readonly FailureRow[] = [
  { what: "The source does not exist", seen: [see("source-missing/01-waiting", app, "source-missing")] },
  {
    what: "The source was never fetched",
    seen: [see("source-not-fetched/01-failed", app, "source-not-fetched")],
  },
  {
    what: "Git refuses the credentials, or their Secret is missing",
    seen: [see("secret-missing/01-failed", fleet, "git-authentication")],
    unseen: "The lab's git server asks nobody who they are.",
  },
  {
    what: "The branch, tag or commit does not exist",
    seen: [see("branch-missing/01-failed", fleet, "git-reference")],
  },
  {
    what: "Git cannot be reached, or is not trusted",
    seen: [
      see("git-unreachable/01-failed", fleet, "git-network"),
      see("git-certificate/01-failed", fleet, "git-network"),
    ],
  },
  {
    what: "An OCI artifact cannot be pulled",
    seen: [see("oci-tag-missing/01-failed", "OCIRepository/app", "oci-pull")],
    unseen: "The lab's registry neither asks for credentials nor limits a rate.",
  },
  {
    what: "The source's URL or provider is invalid",
    seen: [see("source-url-invalid/01-failed", "OCIRepository/app", "source-invalid")],
  },
  {
    what: "The signature does not hold",
    seen: [see("signature-missing/01-failed", fleet, "verification")],
    unseen: "Signatures of OCI artifacts: Cosign and Notation need services outside.",
  },
  {
    what: "The chart or its version does not exist",
    seen: [see("chart-version-missing/01-failed", "HelmChart/chart-version-missing-web", "chart-pull")],
  },
  {
    what: "The chart cannot be taken from its source",
    seen: [see("helm-chart-gone/01-stale-ready", "HelmChart/helm-chart-gone-web", "chart-reference")],
  },
  { what: "The path does not exist", seen: [see("path-missing/01-failed", app, "path-not-found")] },
  {
    what: "The build fails",
    seen: [
      see("malformed/01-failed", app, "malformed-yaml"),
      see("kustomize-build/01-failed", app, "kustomize-build"),
    ],
  },
  {
    what: "A substitution fails",
    seen: [
      see("substitution-missing/01-failed", app, "substitution"),
      see("substitution-malformed/01-failed", app, "substitution"),
    ],
  },
  {
    what: "A file cannot be decrypted",
    seen: [
      see("decryption-key-missing/01-failed", app, "decryption"),
      see("decryption-failed/01-failed", app, "decryption"),
    ],
  },
  {
    what: "A dependency is not ready",
    seen: [
      see("dependency/01-waiting", "Kustomization/later", "DependencyNotReady"),
      see("helm-dependency/01-waiting", web, "DependencyNotReady"),
    ],
  },
  {
    what: "Dependencies wait for each other",
    seen: [see("cycle/01-waiting", "Kustomization/chicken", "cycle")],
  },
  { what: "A CRD is missing", seen: [see("crd-missing/01-failed", app, "crd-missing")] },
  {
    what: "The API server refuses an object, or a field may not change",
    seen: [
      see("invalid/01-failed", app, "invalid-object"),
      see("immutable/01-failed", app, "immutable-field"),
    ],
  },
  {
    what: "Admission denies, or cannot be asked",
    seen: [
      see("admission-denied/01-failed", app, "admission-denied"),
      see("webhook-down/01-failed", app, "admission-denied"),
    ],
  },
  {
    what: "The service account may not do it",
    seen: [see("permission/01-failed", app, "permission")],
  },
  {
    what: "The namespace is missing, or its quota is used up",
    seen: [
      see("namespace-missing/01-failed", app, "namespace-or-quota"),
      see("quota/01-failed", app, "namespace-or-quota"),
    ],
  },
  {
    what: "Two managers own one field or object",
    seen: [
      see("two-owners/01-both-ready", app, "current"),
      see("helm-two-owners/01-both-ready", web, "current"),
      see("ownership/01-taken-over", app, "current"),
    ],
    unseen:
      "A conflict: the controllers take fields over by force and say Ready, both of them. `fluxwright check` finds two owners in the fleet.",
  },
  { what: "What left the build cannot be deleted", seen: [see("prune-refused/01-failed", app, "prune")] },
  {
    what: "What was applied does not become healthy",
    seen: [see("health-check/02-cooling-down", app, "health-check")],
  },
  {
    what: "A newer commit ended the health check",
    seen: [see("health-check-cancelled/00-dropped", app, "health-canceled")],
  },
  {
    what: "Values cannot be put together",
    seen: [see("helm-values-missing/01-failed", web, "helm-values")],
  },
  {
    what: "Helm cannot install or upgrade",
    seen: [see("helm-render-error/01-failed", web, "helm-action")],
  },
  {
    what: "Retries are exhausted",
    seen: [see("helm-install-failed/01-stalled", web, "helm-retries-exhausted")],
  },
  {
    what: "The release was rolled back",
    seen: [see("helm-rolled-back/02-stalled", web, "helm-retries-exhausted")],
    unseen: "A rollback that does not stall: with retries left it lasts for moments.",
  },
  {
    what: "An operation of Helm was left pending",
    seen: [see("helm-pending/01-unlocked", web, "helm-pending")],
  },
  { what: "The chart's tests fail", seen: [see("helm-test/01-failed", web, "helm-test")] },
  { what: "The release was changed by hand", seen: [see("helm-drift/01-failed", web, "helm-drift")] },
  {
    what: "References into other namespaces are blocked",
    seen: [see("access-denied/01-stalled", app, "access-denied")],
  },
  { what: "A CEL expression is wrong", seen: [see("cel-invalid/01-failed", app, "cel-invalid")] },
  {
    what: "It is suspended",
    seen: [
      see("suspended/01-requested", app, "suspended"),
      see("source-suspended/01-requested", fleet, "suspended"),
      see("helm-suspended/01-requested", web, "suspended"),
    ],
  },
  {
    what: "It is stuck on an earlier commit",
    seen: [
      see("stuck/third-push", app, "in-progress"),
      see("source-gone/01-stale-ready", fleet, "git-repository"),
    ],
  },
  {
    what: "Its controller is down or behind",
    seen: [see("controller-down/01-stale-ready", app, "Behind")],
  },
  { what: "A deletion is stuck", seen: [see("deletion-stuck/01-held", app, "terminating")] },
  {
    what: "Image automation cannot scan, choose or push",
    seen: [
      see("image-missing/01-failed", "ImageRepository/web", "image"),
      see("image-secret-missing/01-failed", "ImageRepository/web", "image"),
      see("image-range/01-failed", "ImagePolicy/web", "image"),
      see("image-push/01-failed", "ImageUpdateAutomation/web", "image"),
    ],
  },
];
