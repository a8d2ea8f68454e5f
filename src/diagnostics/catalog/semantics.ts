import type { CatalogPart } from "../catalog-entry.js";

/** Findings about values that are valid one by one but wrong for Flux. */
export const semanticCatalog = {
  "interval-too-short": { severity: "warning", title: "An interval below one minute" },
} as const satisfies CatalogPart;
