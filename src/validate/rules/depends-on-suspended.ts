import { isImplied } from "../../fleet/find-object.js";
import { asObject } from "../../objects/json.js";
import { formatRef } from "../../objects/object-ref.js";
import type { ScopeRule } from "../rule.js";

/**
 * A dependency that git itself suspends: in a new cluster it never becomes ready, nor does what depends on it.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#suspend
 */
export const dependsOnSuspended: ScopeRule = {
  code: "depends-on-suspended",
  *check({ edges }) {
    for (const { from, to, field, pointer, target } of edges) {
      if (field.relation !== "dependency" || target === undefined || isImplied(target)) continue;
      if (asObject(target.object.spec).suspend !== true) continue;
      yield {
        on: from,
        pointer,
        message: `${formatRef(to)} is suspended in git, so in a new cluster it never becomes ready.`,
        hint: "Resume it, or remove the dependency.",
      };
    }
  },
};
