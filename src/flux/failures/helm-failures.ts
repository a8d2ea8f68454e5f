import type { FailureClass } from "./failure-class.js";

/**
 * Failures of a HelmRelease.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#conditions
 */
export const helmFailures: readonly FailureClass[] = [
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
    message:
      /another operation \(install\/upgrade\/rollback\) is in progress|unlock(?:ed)? (?:of )?helm release/i,
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
    reasons: ["InstallFailed", "UpgradeFailed", "RollbackFailed", "UninstallFailed"],
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
];
