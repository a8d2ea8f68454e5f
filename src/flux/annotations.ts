/**
 * Names of the annotations and labels that Flux reads or writes.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#triggering-a-reconcile
 */
export const annotations = {
  /** Asks for a reconciliation now; any new value counts. Handled when `status.lastHandledReconcileAt` equals it. */
  requestedAt: "reconcile.fluxcd.io/requestedAt",
  /** HelmRelease: forces one install or upgrade; must equal requestedAt. */
  forceAt: "reconcile.fluxcd.io/forceAt",
  /** HelmRelease: resets the failure counts; must equal requestedAt. */
  resetAt: "reconcile.fluxcd.io/resetAt",
  /** Kustomization: `disabled` keeps the object out of reconciliation. */
  reconcile: "kustomize.toolkit.fluxcd.io/reconcile",
  prune: "kustomize.toolkit.fluxcd.io/prune",
  force: "kustomize.toolkit.fluxcd.io/force",
  ssa: "kustomize.toolkit.fluxcd.io/ssa",
  substitute: "kustomize.toolkit.fluxcd.io/substitute",
  decrypt: "kustomize.toolkit.fluxcd.io/decrypt",
  /** Restart annotation of a pod template, as `kubectl rollout restart` writes it. */
  restartedAt: "kubectl.kubernetes.io/restartedAt",
  /** OCI annotation that carries the source revision of an artifact. */
  originRevision: "org.opencontainers.image.revision",
} as const;

/** Labels by which Flux marks what it applied, and for whom. */
export const ownerLabels = {
  kustomizationName: "kustomize.toolkit.fluxcd.io/name",
  kustomizationNamespace: "kustomize.toolkit.fluxcd.io/namespace",
  helmReleaseName: "helm.toolkit.fluxcd.io/name",
  helmReleaseNamespace: "helm.toolkit.fluxcd.io/namespace",
} as const;
