import { missingOf } from "../missing-targets.js";
import type { ScopeRule } from "../rule.js";

/**
 * A subject of an Alert or Receiver that nothing creates: no event comes, no webhook has effect.
 *
 * @see https://fluxcd.io/flux/components/notification/alerts/#event-sources
 */
export const eventSourceNotFound: ScopeRule = {
  code: "event-source-not-found",
  check: (scope) => missingOf(scope, "event-source-not-found"),
};
