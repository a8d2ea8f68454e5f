import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/**
 * A release whose install or upgrade is tried once: after a failure it stalls until something changes.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#configuring-failure-handling
 */
export const helmRetriesMissing: ObjectRule = {
  code: "helm-retries-missing",
  kinds: ["HelmRelease"],
  *check({ object, spec, scope }) {
    if (scope.isFragmentary || spec.suspend === true) return;
    const once = ["install", "upgrade"].filter(
      (action) =>
        findAt(object, `/spec/${action}/strategy/name`) !== "RetryOnFailure" &&
        (findAt(object, `/spec/${action}/remediation/retries`) ?? 0) === 0,
    );
    if (once.length === 0) return;
    yield {
      pointer: "/spec",
      part: "key",
      message: `A failed ${once.join(" or ")} is not tried again: there is no remediation.retries and no strategy.`,
      hint: `Set spec.${once[0]}.strategy.name to RetryOnFailure, or spec.${once[0]}.remediation.retries.`,
    };
  },
};
