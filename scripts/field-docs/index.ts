/**
 * What every field of every kind means, in our words: the generator writes it as docstrings. The facts are those
 * of the Flux documentation, which each entry names.
 */
import { alertDocs } from "./alert.js";
import { artifactGeneratorDocs } from "./artifact-generator.js";
import { bucketDocs } from "./bucket.js";
import { externalArtifactDocs } from "./external-artifact.js";
import type { DocumentedKind, FieldDocs } from "./field-doc.js";
import { fluxInstanceDocs } from "./flux-instance.js";
import { gitRepositoryDocs } from "./git-repository.js";
import { helmChartDocs } from "./helm-chart.js";
import { helmReleaseDocs } from "./helm-release.js";
import { helmRepositoryDocs } from "./helm-repository.js";
import { imagePolicyDocs } from "./image-policy.js";
import { imageRepositoryDocs } from "./image-repository.js";
import { imageUpdateAutomationDocs } from "./image-update-automation.js";
import { kustomizationDocs } from "./kustomization.js";
import { ociRepositoryDocs } from "./oci-repository.js";
import { providerDocs } from "./provider.js";
import { receiverDocs } from "./receiver.js";
import { resourceSetDocs } from "./resource-set.js";
import { resourceSetInputProviderDocs } from "./resource-set-input-provider.js";

export { deprecatedFields } from "./deprecated-fields.js";
export type { DocumentedKind, FieldDocs } from "./field-doc.js";
export { kindDocs } from "./kind-docs.js";

/** The docs of all kinds, by kind and path below `spec`. */
export const allFieldDocs: Readonly<Record<DocumentedKind, FieldDocs>> = {
  GitRepository: gitRepositoryDocs,
  OCIRepository: ociRepositoryDocs,
  HelmRepository: helmRepositoryDocs,
  HelmChart: helmChartDocs,
  Bucket: bucketDocs,
  ExternalArtifact: externalArtifactDocs,
  ArtifactGenerator: artifactGeneratorDocs,
  Kustomization: kustomizationDocs,
  HelmRelease: helmReleaseDocs,
  Alert: alertDocs,
  Provider: providerDocs,
  Receiver: receiverDocs,
  ImageRepository: imageRepositoryDocs,
  ImagePolicy: imagePolicyDocs,
  ImageUpdateAutomation: imageUpdateAutomationDocs,
  FluxInstance: fluxInstanceDocs,
  ResourceSet: resourceSetDocs,
  ResourceSetInputProvider: resourceSetInputProviderDocs,
};
