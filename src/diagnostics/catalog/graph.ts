import type { CatalogPart } from "../catalog-entry.js";

/** Findings about how the objects of a fleet hang together. */
export const graphCatalog = {
  "depends-on-not-found": { severity: "error", title: "A dependency that nothing creates" },
  "depends-on-cycle": { severity: "error", title: "Objects that wait for each other" },
  "owner-conflict": { severity: "error", title: "The same object applied by two Kustomizations" },
  "depends-on-suspended": { severity: "warning", title: "A dependency that is suspended" },
  "crd-not-ready": { severity: "warning", title: "A custom resource applied before its definition" },
  "depends-on-owner": {
    severity: "error",
    title: "A dependency between a Kustomization and the one that applies it",
  },
} as const satisfies CatalogPart;
