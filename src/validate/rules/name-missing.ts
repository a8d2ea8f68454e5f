import type { ObjectRule } from "../rule.js";

/**
 * An object without `metadata.name`. Flux applies by name, so `generateName` does not help.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#generating-a-kustomizationyaml-file
 */
export const nameMissing: ObjectRule = {
  code: "name-missing",
  kinds: "every",
  *check({ object, scope }) {
    const { name, generateName } = object.metadata;
    if ((name !== undefined && name !== null && name !== "") || scope.isFragmentary) return;
    yield {
      pointer: "/metadata",
      part: "key",
      message: generateName
        ? `${object.kind} has generateName but no name; Flux applies objects by name.`
        : `${object.kind} has no metadata.name.`,
      hint: "Add metadata.name.",
    };
  },
};
