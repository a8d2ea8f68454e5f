import { missingOf } from "../missing-targets.js";
import type { ScopeRule } from "../rule.js";

/**
 * A referenced ConfigMap, Provider, ImageRepository or input provider that nothing creates.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#substitute-from
 */
export const referenceNotFound: ScopeRule = {
  code: "reference-not-found",
  check: (scope) => missingOf(scope, "reference-not-found"),
};
