import type { CatalogPart } from "../catalog-entry.js";

/** Findings of building a path as kustomize-controller builds it. */
export const buildCatalog = {
  "path-not-found": { severity: "error", title: "A path that the source does not have" },
  "build-failed": { severity: "error", title: "A kustomization that does not build" },
  "build-not-offline": { severity: "info", title: "A part that cannot be built without the network" },
  "source-external": { severity: "info", title: "A source whose content is not at hand" },
} as const satisfies CatalogPart;
