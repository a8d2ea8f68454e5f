import { missingOf } from "../missing-targets.js";
import type { ScopeRule } from "../rule.js";

/**
 * A Secret that nothing in the fleet creates. Secrets are often made by hand, so it is a warning.
 *
 * @see https://fluxcd.io/flux/security/secrets-management/
 */
export const secretNotFound: ScopeRule = {
  code: "secret-not-found",
  check: (scope) => missingOf(scope, "secret-not-found"),
};
