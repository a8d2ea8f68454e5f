import type { FluxKind } from "../kinds.js";
import type { FailureClass } from "./failure-class.js";

const appliers: readonly FluxKind[] = ["Kustomization", "HelmRelease"];

/** Failures that more than one kind has. */
export const anyFailures: readonly FailureClass[] = [
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
    id: "dependency",
    kinds: [],
    reasons: ["DependencyNotReady"],
    means: "An object that it depends on is not ready.",
    fix: "Look at the dependency.",
    next: ["wait"],
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
];
