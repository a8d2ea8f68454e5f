import type { CatalogPart } from "../catalog-entry.js";

/** Findings of building a path as kustomize-controller builds it. */
export const buildCatalog = {
  "path-not-found": { severity: "error", title: "A path that the source does not have" },
  "build-failed": { severity: "error", title: "A kustomization that does not build" },
  "build-not-offline": { severity: "info", title: "A part that cannot be built without the network" },
  "source-external": { severity: "info", title: "A source whose content is not at hand" },
  "substitute-undefined": { severity: "error", title: "A variable that nothing sets" },
  "substitute-name-invalid": { severity: "error", title: "A variable name that substitution refuses" },
  "substitute-skipped": { severity: "warning", title: "Defaults in variables that are not applied" },
  "substitute-in-secret": { severity: "warning", title: "A variable in the base64 data of a Secret" },
  "encrypted-without-decryption": { severity: "error", title: "Encrypted data that nothing decrypts" },
  "encrypted-metadata": { severity: "error", title: "Encryption of the parts that Flux must read" },
} as const satisfies CatalogPart;
