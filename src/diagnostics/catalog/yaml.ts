import type { CatalogPart } from "../catalog-entry.js";

/** Findings about the text of a YAML file, before it is an object. */
export const yamlCatalog = {
  "yaml-syntax": { severity: "error", title: "Text that is not YAML" },
  "yaml-duplicate-key": { severity: "error", title: "A key that stands twice in one map" },
  "yaml-limit": { severity: "error", title: "A document beyond the limits of size, depth or aliases" },
  "yaml-ambiguous": { severity: "warning", title: "A value that Flux and kubectl read differently" },
  "yaml-unsafe-value": { severity: "error", title: "A value that does not survive every YAML reader" },
} as const satisfies CatalogPart;
