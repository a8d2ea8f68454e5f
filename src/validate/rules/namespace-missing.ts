import { formatRef } from "../../objects/object-ref.js";
import { isNamespaced } from "../namespaced.js";
import type { ObjectRule } from "../rule.js";

/**
 * A namespaced object for which neither the manifest, nor the kustomization.yaml, nor the Kustomization's
 * `targetNamespace` says a namespace: Flux refuses it.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#target-namespace
 */
export const namespaceMissing: ObjectRule = {
  code: "namespace-missing",
  kinds: "every",
  needs: "scope",
  *check(subject) {
    const { object, owner, namespace } = subject;
    if (owner === undefined || namespace !== "" || !isNamespaced(subject)) return;
    yield {
      pointer: "/metadata",
      part: "key",
      message: `${formatRef({ kind: object.kind, name: subject.name })} has no namespace, and ${formatRef(owner)} gives none.`,
      hint: "Add metadata.namespace, or set spec.targetNamespace of the Kustomization.",
    };
  },
};
