import type { CatalogPart } from "../catalog-entry.js";

/** Findings about security and tenancy. */
export const policyCatalog = {
  "secret-in-clear": { severity: "error", title: "A Secret in clear text" },
  "values-secret-in-clear": { severity: "warning", title: "A password in clear text in Helm values" },
  "url-credentials": { severity: "error", title: "Credentials in a URL" },
  "provider-address-secret": { severity: "warning", title: "A webhook address with its token in clear text" },
  "insecure-transport": { severity: "warning", title: "A connection that anybody can read or change" },
  "cluster-admin-binding": { severity: "warning", title: "A service account with all rights" },
  "receiver-unauthenticated": { severity: "warning", title: "A webhook that anybody can call" },
  "image-access-open": { severity: "warning", title: "An image repository open to all namespaces" },
  "automation-own-branch": {
    severity: "info",
    title: "Image updates pushed to the branch that Flux applies",
  },
  "mutable-tag": { severity: "warning", title: "A tag that changes its content" },
  "service-account-required": { severity: "warning", title: "A tenant without a service account of its own" },
  "service-account-unbound": { severity: "warning", title: "A service account without any role" },
} as const satisfies CatalogPart;
