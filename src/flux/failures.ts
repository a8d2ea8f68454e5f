import type { Condition } from "./conditions.js";
import { anyFailures } from "./failures/any-failures.js";
import type { FailureClass } from "./failures/failure-class.js";
import { helmFailures } from "./failures/helm-failures.js";
import { kustomizationFailures } from "./failures/kustomization-failures.js";
import { sourceFailures } from "./failures/source-failures.js";
import type { FluxKind } from "./kinds.js";

/**
 * Failure classes of Flux with their signature, most telling first: the first that matches is the one. Reasons are
 * those of the controllers' API packages (`…/api/v1/condition_types.go`); what to do follows the kind's page in the
 * Flux documentation.
 */
export const failureClasses: readonly FailureClass[] = [
  ...anyFailures,
  ...sourceFailures,
  ...kustomizationFailures,
  ...helmFailures,
];

/** What a failure class needs to see of an object. */
export interface FailureSymptom {
  readonly kind: FluxKind;
  /** The condition that carries the failure: Ready, or Stalled, or the one that names it. */
  readonly conditions: readonly Condition[];
}

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
