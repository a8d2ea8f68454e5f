import type { CatalogPart } from "../catalog-entry.js";

/** Findings about what an object refers to. */
export const referenceCatalog = {
  "source-not-found": { severity: "error", title: "A source that nothing creates" },
  "reference-not-found": { severity: "error", title: "A referenced object that nothing creates" },
  "reference-kind": { severity: "error", title: "A reference to a kind that the field does not take" },
  "reference-cross-namespace": { severity: "warning", title: "A reference into another namespace" },
} as const satisfies CatalogPart;
