/**
 * What every field of every kind means, in our words: the generator writes it as docstrings. The facts are those
 * of the Flux documentation, which each entry names.
 */
import type { DocumentedKind, FieldDocs } from "./field-doc.js";

export type { DocumentedKind, FieldDoc, FieldDocs } from "./field-doc.js";
export { kindDocs } from "./kind-docs.js";

/** The docs of all kinds, by kind and path below `spec`. */
export const allFieldDocs: Readonly<Record<DocumentedKind, FieldDocs>> = {
  GitRepository: {},
  OCIRepository: {},
  HelmRepository: {},
  HelmChart: {},
  Bucket: {},
  ExternalArtifact: {},
  ArtifactGenerator: {},
  Kustomization: {},
  HelmRelease: {},
  Alert: {},
  Provider: {},
  Receiver: {},
  ImageRepository: {},
  ImagePolicy: {},
  ImageUpdateAutomation: {},
  FluxInstance: {},
  ResourceSet: {},
  ResourceSetInputProvider: {},
};
