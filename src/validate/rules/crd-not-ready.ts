import { asObject } from "../../objects/json.js";
import { formatRef, objectKey, refKey } from "../../objects/object-ref.js";
import type { ScopeRule } from "../rule.js";
import type { Scope, Subject } from "../scope.js";

/**
 * A custom resource whose definition another Kustomization applies, without a dependency on it: in a new cluster
 * the resource comes first, and fails.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies
 */
export const crdNotReady: ScopeRule = {
  code: "crd-not-ready",
  *check(scope) {
    const definitions = new Map<string, Subject>();
    for (const crd of scope.ofKind("apiextensions.k8s.io/CustomResourceDefinition")) {
      definitions.set(`${crd.spec.group}/${asObject(crd.spec.names).kind}`, crd);
    }
    if (definitions.size === 0) return;
    const told = new Set<string>();
    for (const subject of scope.subjects) {
      const definition = definitions.get(`${subject.group}/${subject.object.kind}`);
      const { owner } = subject;
      if (definition?.owner === undefined || owner === undefined || subject.flux !== undefined) continue;
      const key = `${refKey(owner)} ${refKey(definition.owner)}`;
      if (told.has(key) || ancestors(refKey(owner), scope).has(refKey(definition.owner))) continue;
      told.add(key);
      yield {
        on: subject,
        pointer: "/kind",
        message: `The definition of ${subject.object.kind} is applied by ${formatRef(definition.owner)}, which ${formatRef(owner)} does not depend on.`,
        hint: `Add ${definition.owner.name} to spec.dependsOn of ${formatRef(owner)}.`,
      };
    }
  },
};

/** The Kustomization itself, what it depends on, what applies it, and what these depend on. */
function ancestors(start: string, scope: Scope): ReadonlySet<string> {
  const before = scope.memo("applied before", () => appliedBefore(scope));
  const found = new Set([start]);
  for (const key of found) for (const earlier of before.get(key) ?? []) found.add(earlier);
  return found;
}

function appliedBefore(scope: Scope): ReadonlyMap<string, readonly string[]> {
  const before = new Map<string, string[]>();
  const add = (key: string, earlier: string) => before.set(key, [...(before.get(key) ?? []), earlier]);
  for (const { from, to, field } of scope.edges) {
    if (field.relation === "dependency") add(objectKey(from.object), refKey(to));
  }
  for (const { object, owner } of scope.ofKind("Kustomization")) {
    if (owner) add(objectKey(object), refKey(owner));
  }
  return before;
}
