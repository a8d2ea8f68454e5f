import { suggestion } from "../../diagnostics/did-you-mean.js";
import { asString } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { findAt } from "../../objects/pointer.js";
import type { ScopeRule } from "../rule.js";
import type { Scope, Subject } from "../scope.js";

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
      for (const [namespace, pointer] of namespacesOf(subject)) {
        if (namespace === "" || told.has(namespace) || isGiven(namespace)) continue;
        told.add(namespace);
        yield {
          on: subject,
          pointer,
          message: `Nothing in the fleet creates the namespace ${namespace}.${suggestion(namespace, made)}`,
          hint: "Add a Namespace, or correct the name.",
        };
      }
    }
  },
};

/** The platform's own, and those whose name is not known yet. */
function isGiven(namespace: string): boolean {
  return namespace.startsWith("openshift-") || namespace.includes("${");
}

/** Where an object goes, and where a release goes. */
function namespacesOf({ owner, namespace, flux, spec }: Subject): [string, JsonPointer][] {
  if (owner === undefined) return [];
  const target = flux === "HelmRelease" ? asString(spec.targetNamespace) : undefined;
  return [
    [namespace, "/metadata/namespace"],
    [target ?? "", "/spec/targetNamespace"],
  ];
}

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
