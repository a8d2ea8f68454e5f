import type { FluxKind } from "../flux/kinds.js";
import { referencesOf } from "../flux/references.js";
import type { FieldDocs } from "./field-doc.js";
import type { SpecContext } from "./spec-types.js";

/** What replaces each field that the Flux documentation calls deprecated. */
const deprecated: Readonly<Partial<Record<FluxKind, Readonly<Record<string, string>>>>> = {
  HelmRelease: {
    "install.skipCRDs": 'Use `crds: "Skip"`.',
    "rollback.recreate": "Helm ignores it: restart workloads by changing their pod template.",
  },
  Alert: { summary: "Use `eventMetadata` with the key `summary`." },
  Provider: {
    interval: "Remove it: a Provider is not reconciled since v1beta3.",
    proxy: "Use `proxySecretRef` with a Secret that has the key `address`.",
  },
};

/** Fields that take any JSON by their schema, and by the documentation a map or an object. */
const types: Readonly<Partial<Record<FluxKind, Readonly<Record<string, string>>>>> = {
  HelmRelease: { values: "object" },
  ResourceSet: { "resources[]": "object", "steps[].resources[]": "object" },
};

/** Rules of the documentation that the schemas do not state. They make types only; validation has its own. */
const rules: Readonly<Partial<Record<FluxKind, Readonly<Record<string, readonly string[]>>>>> = {
  ImagePolicy: {
    policy: [
      "has(self.semver) || has(self.alphabetical) || has(self.numerical)",
      "!has(self.semver) || (!has(self.alphabetical) && !has(self.numerical))",
      "!has(self.alphabetical) || !has(self.numerical)",
    ],
  },
};

/** What the types of a kind are made of, beside its schema. */
export function fluxContext(kind: FluxKind, docs: FieldDocs): SpecContext {
  return {
    docs,
    references: referencesOf(kind),
    deprecated: deprecated[kind] ?? {},
    types: types[kind] ?? {},
    rules: rules[kind] ?? {},
  };
}
