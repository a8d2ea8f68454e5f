/**
 * The author's door: what a program needs to build a fleet. Everything is named here, so that the surface is seen at
 * a glance and nothing comes in by accident.
 */
export type { AlertProps } from "./constructs/alert.js";
export { Alert } from "./constructs/alert.js";
export type { ArtifactGeneratorProps } from "./constructs/artifact-generator.js";
export { ArtifactGenerator } from "./constructs/artifact-generator.js";
export type { BucketProps } from "./constructs/bucket.js";
export { Bucket } from "./constructs/bucket.js";
export type { ClusterOptions } from "./constructs/cluster.js";
export { Cluster } from "./constructs/cluster.js";
export { Directory } from "./constructs/directory.js";
export type { ExternalTarget } from "./constructs/external.js";
export { ExternalObject, external } from "./constructs/external.js";
export type { ExternalArtifactProps } from "./constructs/external-artifact.js";
export { ExternalArtifact } from "./constructs/external-artifact.js";
export type { FluxInstanceProps } from "./constructs/flux-instance.js";
export { FluxInstance } from "./constructs/flux-instance.js";
export type { FluxObjectMetadata, FluxObjectProps } from "./constructs/flux-object.js";
export { FluxObject } from "./constructs/flux-object.js";
export type {
  FluxSyncProps,
  InstanceSyncProps,
  SourceSyncProps,
  SyncSource,
  SyncSourceKind,
} from "./constructs/flux-sync.js";
export { FluxSync } from "./constructs/flux-sync.js";
export type { FolderIndex, FolderOptions, Layout } from "./constructs/folder.js";
export { Folder } from "./constructs/folder.js";
export type { GitRepositoryProps } from "./constructs/git-repository.js";
export { GitRepository } from "./constructs/git-repository.js";
export type { HelmAppProps, RepositoryChart } from "./constructs/helm-app.js";
export { HelmApp } from "./constructs/helm-app.js";
export type { HelmChartProps } from "./constructs/helm-chart.js";
export { HelmChart } from "./constructs/helm-chart.js";
export type { HelmReleaseProps } from "./constructs/helm-release.js";
export { HelmRelease } from "./constructs/helm-release.js";
export type { HelmRepositoryProps } from "./constructs/helm-repository.js";
export { HelmRepository } from "./constructs/helm-repository.js";
export type { ImageAutomationProps, WatchedImage } from "./constructs/image-automation.js";
export { ImageAutomation } from "./constructs/image-automation.js";
export { imageDigest, imageName, imageReference, imageTag } from "./constructs/image-marker.js";
export type { ImagePolicyProps } from "./constructs/image-policy.js";
export { ImagePolicy } from "./constructs/image-policy.js";
export type { ImageRepositoryProps } from "./constructs/image-repository.js";
export { ImageRepository } from "./constructs/image-repository.js";
export type { ImageUpdateAutomationProps } from "./constructs/image-update-automation.js";
export { ImageUpdateAutomation } from "./constructs/image-update-automation.js";
export type { KustomizationProps } from "./constructs/kustomization.js";
export { Kustomization } from "./constructs/kustomization.js";
export type { OCIRepositoryProps } from "./constructs/oci-repository.js";
export { OCIRepository } from "./constructs/oci-repository.js";
export type { ProviderProps } from "./constructs/provider.js";
export { Provider } from "./constructs/provider.js";
export type { ReceiverProps } from "./constructs/receiver.js";
export { Receiver } from "./constructs/receiver.js";
export type { ResourceSetProps } from "./constructs/resource-set.js";
export { ResourceSet } from "./constructs/resource-set.js";
export type { ResourceSetInputProviderProps } from "./constructs/resource-set-input-provider.js";
export { ResourceSetInputProvider } from "./constructs/resource-set-input-provider.js";
export type { TenantProps, TenantSync } from "./constructs/tenant.js";
export { Tenant } from "./constructs/tenant.js";
export type { DiagnosticCode } from "./diagnostics/catalog.js";
export type { Diagnostic, DiagnosticPlace, RelatedPlace } from "./diagnostics/diagnostic.js";
export type { FailureReason } from "./diagnostics/fluxwright-error.js";
export { FluxwrightError } from "./diagnostics/fluxwright-error.js";
export type { Severity } from "./diagnostics/severity.js";
export type { Duration, DurationWithoutHours } from "./flux/duration.js";
export type { FluxSpecs } from "./flux/generated/specs.js";
export type { Distribution, FluxVersion, Profile } from "./flux/profiles.js";
export type { NameRef, ObjectHandle, Ref, TextRef } from "./flux/ref.js";
export type { WriteResult } from "./manifests/write.js";
export type { ObjectRef } from "./objects/object-ref.js";
export type { FleetAppOptions } from "./synth/fleet-app.js";
export { FleetApp } from "./synth/fleet-app.js";
export type { SynthResult } from "./synth/synth-result.js";
export type { SynthOptions } from "./synth/synthesize.js";
export { synthesize } from "./synth/synthesize.js";
