/** The part of a Flux object's status that tests read. */
export interface FluxStatus {
  readonly conditions?: readonly Condition[];
  readonly observedGeneration?: number;
  readonly lastAppliedRevision?: string;
  readonly lastAttemptedRevision?: string;
  readonly lastAppliedOriginRevision?: string;
  readonly lastHandledReconcileAt?: string;
  readonly lastAttemptedReleaseAction?: string;
  readonly artifact?: { readonly revision: string; readonly digest: string; readonly url: string };
  readonly inventory?: { readonly entries: readonly { readonly id: string; readonly v: string }[] };
  readonly history?: readonly Readonly<Record<string, unknown>>[];
  readonly failures?: number;
  readonly upgradeFailures?: number;
  readonly installFailures?: number;
  readonly helmChart?: string;
  readonly [field: string]: unknown;
}

/** One of the conditions of an object (https://fluxcd.io/flux/components/kustomize/kustomizations/#conditions). */
export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime: string;
}
