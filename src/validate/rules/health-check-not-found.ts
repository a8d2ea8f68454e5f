import { didYouMean } from "../../diagnostics/did-you-mean.js";
import { findFluxKind } from "../../flux/kinds.js";
import { asString } from "../../objects/json.js";
import { groupOf } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { formatRef } from "../../objects/object-ref.js";
import { listItems } from "../list-items.js";
import type { ObjectRule } from "../rule.js";
import type { Scope } from "../scope.js";

/**
 * A health check on an object that the fleet does not build: the Kustomization waits for it until its timeout,
 * at every run. Objects that a Helm chart or an unseen part of the cluster may make are left alone.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#health-checks
 */
export const healthCheckNotFound: ObjectRule = {
  code: "health-check-not-found",
  kinds: ["Kustomization"],
  needs: "scope",
  *check({ object, spec, scope }) {
    if (spec.wait === true || scope.hidden.length > 0 || scope.cluster.builds.length === 0) return;
    for (const [pointer, check] of listItems(object, "/spec/healthChecks")) {
      const { kind, name, namespace, apiVersion } = check;
      if (typeof kind !== "string" || typeof name !== "string") continue;
      const group = groupOf(asString(apiVersion) ?? "");
      const ref = { group, kind, name, ...(typeof namespace === "string" && { namespace }) };
      if (name.includes("${") || scope.find(ref) || mayComeFromChart(ref, scope)) continue;
      const names = scope.known.filter((known) => known.kind === kind && known.namespace === namespace);
      const near = didYouMean(
        name,
        names.map((known) => known.name),
      );
      const elsewhere = scope.known.find((known) => known.kind === kind && known.name === name);
      yield {
        pointer: `${pointer}/name`,
        message: `Nothing in the fleet creates ${formatRef(ref)}${near === undefined ? "." : `. Did you mean "${near}"?`}`,
        hint: elsewhere?.namespace
          ? `Set namespace: ${elsewhere.namespace}.`
          : "Correct the health check, or remove it.",
      };
    }
  },
};

function mayComeFromChart({ group, kind, namespace }: ObjectRef, scope: Scope): boolean {
  if (findFluxKind(group, kind) !== undefined) return false;
  return scope
    .ofKind("HelmRelease")
    .some(
      (release) =>
        namespace === undefined || (release.spec.targetNamespace ?? release.namespace) === namespace,
    );
}
