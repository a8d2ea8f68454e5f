import { didYouMean } from "../../diagnostics/did-you-mean.js";
import { findAt } from "../../objects/pointer.js";
import type { ScopeRule } from "../rule.js";
import type { Scope } from "../scope.js";

/** Namespaces that every cluster with Flux has. */
const GIVEN = ["default", "kube-system", "kube-public", "kube-node-lease", "flux-system"];

/**
 * A namespace in which the fleet puts objects and which nothing in it creates. It is said once, at the first
 * object, and not at all where a part of the cluster cannot be seen.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#target-namespace
 */
export const namespaceNotFound: ScopeRule = {
  code: "namespace-not-found",
  *check(scope) {
    if (scope.hidden.length > 0 || scope.cluster.builds.length === 0) return;
    const made = madeIn(scope);
    const told = new Set(made);
    for (const subject of scope.subjects) {
      const { namespace } = subject;
      if (namespace === "" || subject.owner === undefined || told.has(namespace) || namespace.includes("${"))
        continue;
      told.add(namespace);
      const near = didYouMean(namespace, made);
      yield {
        on: subject,
        pointer: "/metadata/namespace",
        message: `Nothing in the fleet creates the namespace ${namespace}.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
        hint: "Add a Namespace, or correct the name.",
      };
    }
  },
};

function madeIn(scope: Scope): readonly string[] {
  const created = scope.ofKind("/Namespace").map(({ name }) => name);
  const byHelm = scope
    .ofKind("HelmRelease")
    .filter(({ object }) => findAt(object, "/spec/install/createNamespace") === true)
    .map(({ spec, namespace }) => String(spec.targetNamespace ?? namespace));
  const implied = scope.cluster.implied.flatMap(({ ref }) => [
    ...(ref.kind === "Namespace" ? [ref.name] : []),
    ...(ref.namespace === undefined ? [] : [ref.namespace]),
  ]);
  return [...GIVEN, ...created, ...byHelm, ...implied];
}
