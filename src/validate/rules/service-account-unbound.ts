import { isImplied } from "../../fleet/find-object.js";
import { formatRef, refKey } from "../../objects/object-ref.js";
import { listItems } from "../list-items.js";
import type { ScopeRule } from "../rule.js";
import type { Scope } from "../scope.js";

/**
 * A Kustomization or HelmRelease that acts as a service account to which the fleet, which makes the account,
 * binds no role: everything that it applies is forbidden.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#role-based-access-control
 */
export const serviceAccountUnbound: ScopeRule = {
  code: "service-account-unbound",
  *check(scope) {
    if (scope.hidden.length > 0) return;
    const bound = boundAccounts(scope);
    for (const { from, to, field, pointer, target } of scope.edges) {
      const acts =
        field.path === "spec.serviceAccountName" && /^(Kustomization|HelmRelease)$/.test(field.from);
      if (!acts || target === undefined || isImplied(target) || bound.has(refKey(to))) continue;
      yield {
        on: from,
        pointer,
        message: `${formatRef(to)} has no role: no RoleBinding or ClusterRoleBinding of the fleet names it.`,
        hint: "Add a RoleBinding for it.",
      };
    }
  },
};

function boundAccounts(scope: Scope): ReadonlySet<string> {
  const bindings = (["RoleBinding", "ClusterRoleBinding"] as const).flatMap((kind) =>
    scope.ofKind(`rbac.authorization.k8s.io/${kind}`),
  );
  const bound = new Set<string>();
  for (const binding of bindings) {
    for (const [, { kind, name, namespace }] of listItems(binding.object, "/subjects")) {
      const own = typeof namespace === "string" ? namespace : binding.namespace;
      if (kind === "ServiceAccount")
        bound.add(refKey({ group: "", kind, namespace: own, name: String(name) }));
      else if (kind === "Group") for (const ref of inGroup(String(name), scope)) bound.add(ref);
    }
  }
  return bound;
}

/** Groups of service accounts: all, or those of a namespace. */
function inGroup(group: string, scope: Scope): string[] {
  const [, namespace] = /^system:serviceaccounts(?::(.+))?$/.exec(group) ?? [];
  if (!group.startsWith("system:serviceaccounts") && group !== "system:authenticated") return [];
  return scope.known
    .filter(
      (ref) => ref.kind === "ServiceAccount" && (namespace === undefined || ref.namespace === namespace),
    )
    .map(refKey);
}
