import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/** The strategy where none is named: it tries again as often as `remediation.retries` says. */
const ONCE = "RemediateOnFailure";

/**
 * A release whose install and upgrade are tried once: after a failure it stalls until something changes.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#configuring-failure-handling
 */
export const helmRetriesMissing: ObjectRule = {
  code: "helm-retries-missing",
  kinds: ["HelmRelease"],
  *check({ object, spec, scope }) {
    if (scope.isFragmentary || spec.suspend === true) return;
    const isRetried = ["install", "upgrade"].some(
      (action) =>
        (findAt(object, `/spec/${action}/strategy/name`) ?? ONCE) !== ONCE ||
        (findAt(object, `/spec/${action}/remediation/retries`) ?? 0) !== 0,
    );
    if (isRetried) return;
    yield {
      pointer: "/spec",
      part: "key",
      message:
        "A failed install or upgrade is not tried again: there are no remediation.retries and no strategy.",
      hint: "Set strategy.name of spec.install and spec.upgrade to RetryOnFailure, or remediation.retries.",
    };
  },
};
