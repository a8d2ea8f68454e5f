import { formatRef } from "../../objects/object-ref.js";
import type { ScopeRule } from "../rule.js";

/**
 * A reference into another namespace, where controllers run with `--no-cross-namespace-refs`.
 *
 * @see https://fluxcd.io/flux/installation/configuration/multitenancy/
 */
export const referenceCrossNamespace: ScopeRule = {
  code: "reference-cross-namespace",
  *check({ edges, profile }) {
    if (!profile.lockdown) return;
    for (const { from, to, field, pointer } of edges) {
      const own = from.object.metadata.namespace;
      if (!field.crossNamespace || to.namespace === own || own === undefined || to.namespace === undefined)
        continue;
      if (field.relation === "dependency") continue;
      yield {
        on: from,
        pointer,
        message: `${formatRef(to)} is in another namespace than ${own}, which the lockdown of this Flux denies.`,
        hint: `Use an object of the namespace ${own}.`,
      };
    }
  },
};
