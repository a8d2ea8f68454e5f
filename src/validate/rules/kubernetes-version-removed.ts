import { findRemovedKubernetesVersion } from "../removed-kubernetes-versions.js";
import type { ObjectRule } from "../rule.js";

/**
 * An API version of a built-in kind that every supported release of Kubernetes has removed.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export const kubernetesVersionRemoved: ObjectRule = {
  code: "kubernetes-version-removed",
  kinds: "every",
  *check({ object: { apiVersion, kind } }) {
    const removed = findRemovedKubernetesVersion(apiVersion, kind);
    if (removed === undefined) return;
    yield {
      pointer: "/apiVersion",
      message: `Kubernetes ${removed.since} removed ${kind} ${apiVersion}.`,
      hint: `Use apiVersion: ${removed.replacement}, and look up what changed in the kind.`,
    };
  },
};
