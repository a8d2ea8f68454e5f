import type { FluxKind } from "../flux/kinds.js";
import { referencesOf } from "../flux/references.js";
import type { SpecContext } from "./spec-types.js";

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
export function fluxContext(kind: FluxKind, words: Pick<SpecContext, "docs" | "deprecated">): SpecContext {
  return {
    ...words,
    references: referencesOf(kind),
    types: types[kind] ?? {},
    rules: rules[kind] ?? {},
    reserved: [],
  };
}
