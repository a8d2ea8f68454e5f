import type { CatalogPart } from "../catalog-entry.js";

/** Findings about security and tenancy. */
export const policyCatalog = {
  "secret-in-clear": { severity: "error", title: "A Secret in clear text" },
  "values-secret-in-clear": { severity: "warning", title: "A password in clear text in Helm values" },
  "url-credentials": { severity: "error", title: "Credentials in a URL" },
  "provider-address-secret": { severity: "warning", title: "A webhook address with its token in clear text" },
  "insecure-transport": { severity: "warning", title: "A connection that anybody can read or change" },
  "cluster-admin-binding": { severity: "warning", title: "A service account with all rights" },
  "service-account-required": { severity: "error", title: "A tenant that acts with the rights of Flux" },
  "cross-namespace-denied": { severity: "error", title: "A reference into another namespace under lockdown" },
  "remote-base": { severity: "warning", title: "A kustomization that fetches another repository" },
  "receiver-unauthenticated": { severity: "warning", title: "A webhook that anybody can call" },
  "image-access-open": { severity: "warning", title: "An image repository open to all namespaces" },
  "automation-own-branch": {
    severity: "info",
    title: "Image updates pushed to the branch that Flux applies",
  },
  "mutable-tag": { severity: "warning", title: "A tag that changes its content" },
  "target-namespace-system": { severity: "warning", title: "An application in a namespace of the system" },
} as const satisfies CatalogPart;
