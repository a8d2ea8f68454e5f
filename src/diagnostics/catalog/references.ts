import type { CatalogPart } from "../catalog-entry.js";

/** Findings about what an object refers to. */
export const referenceCatalog = {
  "source-not-found": { severity: "error", title: "A source that nothing creates" },
  "reference-not-found": { severity: "error", title: "A referenced object that nothing creates" },
  "reference-version": { severity: "error", title: "A reference by an API version that is not served" },
  "secret-not-found": { severity: "warning", title: "A Secret that nothing in the fleet creates" },
  "service-account-not-found": {
    severity: "warning",
    title: "A service account that nothing in the fleet creates",
  },
  "namespace-not-found": { severity: "warning", title: "A namespace that nothing in the fleet creates" },
  "health-check-not-found": {
    severity: "error",
    title: "A health check on an object that the path does not build",
  },
  "values-key-not-found": {
    severity: "error",
    title: "A key that the ConfigMap or Secret of values does not have",
  },
  "image-marker-unresolved": { severity: "error", title: "An image policy marker that names no policy" },
  "event-source-not-found": { severity: "warning", title: "A subject of notifications that nothing creates" },
  "reference-cross-namespace": {
    severity: "error",
    title: "A reference into another namespace under lockdown",
  },
} as const satisfies CatalogPart;
