import { missingOf } from "../missing-targets.js";
import type { ScopeRule } from "../rule.js";

/**
 * A service account that nothing in the fleet creates: what acts in its name is forbidden everything.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#service-account-reference
 */
export const serviceAccountNotFound: ScopeRule = {
  code: "service-account-not-found",
  check: (scope) => missingOf(scope, "service-account-not-found"),
};
