import { type FieldDocs, fieldDocs } from "./field-doc.js";

/** What the fields of ExternalArtifact mean. */
export const externalArtifactDocs: FieldDocs = fieldDocs("ExternalArtifact", {
  "source-reference": {
    sourceRef:
      "The object that the artifact was made from, for people and tools that trace it; no controller acts on it.",
    "sourceRef.apiVersion": "API version of that object, such as `source.extensions.fluxcd.io/v1beta1`.",
    "sourceRef.kind": "Kind of that object, such as `ArtifactGenerator`.",
    "sourceRef.name": "Name of that object.",
    "sourceRef.namespace": "Namespace of that object; that of this one when absent.",
  },
});
