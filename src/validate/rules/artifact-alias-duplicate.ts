import { asString } from "../../objects/json.js";
import { listItems } from "../list-items.js";
import type { ObjectRule } from "../rule.js";

/**
 * Two sources of a generator under one alias.
 *
 * @see https://fluxcd.io/flux/components/source/artifactgenerators/
 */
export const artifactAliasDuplicate: ObjectRule = {
  code: "artifact-alias-duplicate",
  kinds: ["ArtifactGenerator"],
  *check({ object }) {
    const seen = new Set<string>();
    for (const [pointer, source] of listItems(object, "/spec/sources")) {
      const alias = asString(source.alias);
      if (alias === undefined) continue;
      if (seen.has(alias)) {
        const message = `The alias "${alias}" stands for two sources.`;
        yield { pointer: `${pointer}/alias`, message, hint: "Give each source an alias of its own." };
      }
      seen.add(alias);
    }
  },
};
