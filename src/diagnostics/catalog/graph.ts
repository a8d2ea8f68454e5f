import type { CatalogPart } from "../catalog-entry.js";

/** Findings about how the objects of a fleet hang together. */
export const graphCatalog = {
  "depends-on-not-found": { severity: "error", title: "A dependency that nothing creates" },
  "depends-on-cycle": { severity: "error", title: "Objects that wait for each other" },
  "owner-conflict": { severity: "error", title: "The same object applied by two Kustomizations" },
} as const satisfies CatalogPart;
