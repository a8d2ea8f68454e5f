import { missingOf } from "../missing-targets.js";
import type { ScopeRule } from "../rule.js";

/**
 * A dependency that nothing creates: the object waits for ever.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies
 */
export const dependsOnNotFound: ScopeRule = {
  code: "depends-on-not-found",
  check: (scope) => missingOf(scope, "depends-on-not-found"),
};
