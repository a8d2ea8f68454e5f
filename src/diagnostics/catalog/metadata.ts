import type { CatalogPart } from "../catalog-entry.js";

/** Findings about names, namespaces, labels and annotations. */
export const metadataCatalog = {
  "name-invalid": { severity: "error", title: "A name that the API server refuses" },
  "name-missing": { severity: "error", title: "An object without a name" },
  "name-too-long": { severity: "error", title: "A name over 63 characters that becomes a label" },
  "label-invalid": { severity: "error", title: "A label or annotation that the API server refuses" },
  "annotation-value": { severity: "error", title: "A Flux annotation with a value that Flux does not know" },
  "object-duplicate": { severity: "error", title: "The same object twice in one build" },
  "namespace-missing": { severity: "error", title: "A namespaced object without a namespace" },
  "ignore-invalid": { severity: "warning", title: "A comment that silences nothing" },
} as const satisfies CatalogPart;
