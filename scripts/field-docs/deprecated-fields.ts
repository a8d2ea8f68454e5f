import type { DocumentedKind, FieldTexts } from "./field-doc.js";

/** Fields that still exist but should not be used, by kind and path, each with what to do instead. */
export const deprecatedFields: Readonly<Partial<Record<DocumentedKind, FieldTexts>>> = {
  HelmRelease: {
    "install.skipCRDs": "Use `crds: Skip` in `install` instead.",
    "rollback.recreate": "Without effect since Helm 4. Leave it out.",
  },
  Alert: {
    summary: "Use `summary` in `eventMetadata` instead.",
  },
  Provider: {
    interval: "Without effect. Leave it out.",
    proxy: "Use `proxySecretRef` instead.",
  },
};
