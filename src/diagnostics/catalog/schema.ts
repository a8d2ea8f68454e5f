import type { CatalogPart } from "../catalog-entry.js";

/** Findings about the structure of one object: what its CRD or the API server refuses. */
export const schemaCatalog = {
  "schema-unknown-field": { severity: "error", title: "A field that the kind does not have" },
  "schema-required": { severity: "error", title: "A required field that is missing" },
  "schema-type": { severity: "error", title: "A value of the wrong type" },
  "schema-enum": { severity: "error", title: "A value outside the allowed ones" },
  "schema-pattern": { severity: "error", title: "A text that does not have the required form" },
  "schema-range": { severity: "error", title: "A number, text or list beyond its bounds" },
  "schema-rule": { severity: "error", title: "A rule of the kind (CEL) that does not hold" },
  "api-version-removed": { severity: "error", title: "An API version that Flux no longer serves" },
  "api-version-unknown": { severity: "error", title: "An API version that the kind never had" },
  "field-removed": { severity: "error", title: "A field that an earlier API version had" },
  "value-not-json": { severity: "error", title: "A value that JSON cannot carry" },
  "construct-invalid": { severity: "error", title: "A construct that its own validation refuses" },
  "schema-duplicate-item": {
    severity: "error",
    title: "An item that stands twice in a list that takes it once",
  },
  "schema-combination": {
    severity: "error",
    title: "A value that fits none of the alternatives of its kind",
  },
  "field-deprecated": { severity: "warning", title: "A field that works today and will be removed" },
  "data-invalid": { severity: "error", title: "Data of a ConfigMap or Secret that the API server refuses" },
  "kubernetes-version-removed": {
    severity: "error",
    title: "An API version that Kubernetes no longer serves",
  },
} as const satisfies CatalogPart;
