import type { CatalogPart } from "../catalog-entry.js";

/** Findings about security and tenancy. */
export const policyCatalog = {
  "secret-in-clear": { severity: "error", title: "A Secret in clear text" },
} as const satisfies CatalogPart;
