import { missingOf } from "../missing-targets.js";
import type { ScopeRule } from "../rule.js";

/**
 * A reference to a kind that the field cannot take.
 *
 * @see https://fluxcd.io/flux/components/
 */
export const referenceKind: ScopeRule = {
  code: "reference-kind",
  check: (scope) => missingOf(scope, "reference-kind"),
};
