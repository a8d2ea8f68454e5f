import { missingOf } from "../missing-targets.js";
import type { ScopeRule } from "../rule.js";

/**
 * A source that neither the fleet nor a producer in it creates.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#source-reference
 */
export const sourceNotFound: ScopeRule = {
  code: "source-not-found",
  check: (scope) => missingOf(scope, "source-not-found"),
};
