import { placeOf } from "../../diagnostics/report.js";
import type { BuiltObject } from "../../fleet/fleet.js";
import { annotations } from "../../flux/annotations.js";
import { asObject } from "../../objects/json.js";
import { formatRef, objectKey, refKey, refOf } from "../../objects/object-ref.js";
import type { ScopeRule } from "../rule.js";
import type { Scope, Subject } from "../scope.js";

/**
 * One object applied by two Kustomizations: each takes it from the other at every run, and when one stops
 * applying it, pruning deletes it for both. A Namespace in both is a warning: it is often done, and goes well
 * until one of them is removed.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
 */
export const ownerConflict: ScopeRule = {
  code: "owner-conflict",
  *check(scope) {
    const first = new Map<string, BuiltObject>();
    for (const subject of scope.subjects) {
      if (subject.owner === undefined || yields(subject)) continue;
      const key = `${clusterOf(subject, scope)} ${objectKey(subject.object)}`;
      const before = first.get(key);
      if (before?.owner === undefined) first.set(key, subject);
      else if (refKey(before.owner) !== refKey(subject.owner)) {
        const ref = refOf(subject.object);
        yield {
          on: subject,
          pointer: "/metadata/name",
          message: `${formatRef(ref)} is applied by both ${formatRef(before.owner)} and ${formatRef(subject.owner)}.`,
          hint: "Leave it to one of the two Kustomizations.",
          related: [
            {
              message: `${formatRef(before.owner)} applies it from here.`,
              at: placeOf(before, "/metadata/name"),
            },
          ],
          ...(subject.object.kind === "Namespace" && { severity: "warning" }),
        };
      }
    }
  },
};

/** Objects that their annotations keep out of a fight. */
function yields({ object }: Subject): boolean {
  const values = asObject(object.metadata.annotations);
  const ssa = String(values[annotations.ssa] ?? "").toLowerCase();
  return ["merge", "ifnotpresent", "ignore"].includes(ssa) || values[annotations.reconcile] === "disabled";
}

/** Kustomizations with a kubeconfig apply to other clusters, where nobody else may be. */
function clusterOf(subject: Subject, scope: Scope): string {
  const spec = asObject(scope.ownerOf(subject)?.kustomization.object.spec);
  return spec.kubeConfig === undefined ? "" : JSON.stringify(spec.kubeConfig);
}
