import { suggestion } from "../../diagnostics/did-you-mean.js";
import { apiVersionOf, factsOf, fluxKindNames } from "../../flux/kinds.js";
import {
  findKubernetesSchema,
  kubernetesKindsIn,
  kubernetesVersionsOf,
} from "../../flux/kubernetes-schemas.js";
import { findRemovedVersion } from "../../flux/removed.js";
import { versionOf } from "../../objects/kube-object.js";
import type { ObjectRule, Spot } from "../rule.js";
import type { Subject } from "../scope.js";

const groups = new Set<string>(fluxKindNames.map((kind) => factsOf(kind).group));

/** A version that a kind of Flux never had, or a kind that a group of Flux or of Kubernetes never had. */
export const apiVersionUnknown: ObjectRule = {
  code: "api-version-unknown",
  kinds: "every",
  *check(subject) {
    const { object, flux, group } = subject;
    if (flux === undefined) {
      if (isFluxGroup(group)) yield unknownKind(subject);
      else if (!findKubernetesSchema(object.apiVersion, object.kind)) yield* strayKind(subject);
      return;
    }
    const version = versionOf(object.apiVersion);
    if (factsOf(flux).versions.includes(version) || findRemovedVersion(flux, version)) return;
    yield {
      pointer: "/apiVersion",
      message: `${object.kind} has no version ${version}; Flux serves ${factsOf(flux).versions.join(", ")}.`,
      hint: `Use apiVersion: ${apiVersionOf(flux)}.`,
    };
  },
};

function isFluxGroup(group: string): boolean {
  return group.endsWith(".toolkit.fluxcd.io") || groups.has(group);
}

/** A Flux group with a kind that it does not have: a typo, or a kind of another group. */
function unknownKind({ object, group }: Subject): Spot {
  const elsewhere = fluxKindNames.find((kind) => kind === object.kind);
  if (elsewhere !== undefined) {
    return {
      pointer: "/apiVersion",
      message: `${object.kind} is not in the group ${group}, but in ${factsOf(elsewhere).group}.`,
      hint: `Use apiVersion: ${apiVersionOf(elsewhere)}.`,
    };
  }
  if (!groups.has(group)) {
    return {
      pointer: "/apiVersion",
      message: `Flux has no API group ${group}.${suggestion(group, groups)}`,
      hint: "Correct the group in apiVersion.",
    };
  }
  const kinds = fluxKindNames.filter((kind) => factsOf(kind).group === group);
  return {
    pointer: "/kind",
    message: `${group} has no kind ${object.kind}.${suggestion(object.kind, kinds)}`,
    hint: `Use one of ${kinds.join(", ")}.`,
  };
}

/** A group that is nearly one of Flux's, or a version of Kubernetes with a kind of another, or with a typo. */
function* strayKind({ object, group }: Subject): Generator<Spot> {
  const { apiVersion, kind } = object;
  const near = group.includes("fluxcd") || group.includes("toolkit") ? suggestion(group, groups) : "";
  if (near !== "") {
    yield {
      pointer: "/apiVersion",
      message: `Flux has no API group ${group}.${near}`,
      hint: `Correct the group in apiVersion: ${kind} is not known otherwise.`,
    };
    return;
  }
  const kinds = kubernetesKindsIn(apiVersion);
  const elsewhere = kinds.length > 0 ? kubernetesVersionsOf(kind).at(-1) : undefined;
  if (elsewhere !== undefined) {
    yield {
      pointer: "/apiVersion",
      message: `${kind} is not in ${apiVersion}, but in ${elsewhere}.`,
      hint: `Use apiVersion: ${elsewhere}.`,
    };
    return;
  }
  // A kind that is not even nearly one of them may be new in Kubernetes.
  const typo = suggestion(kind, kinds);
  if (typo === "") return;
  yield {
    pointer: "/kind",
    message: `Kubernetes has no kind ${kind} in ${apiVersion}.${typo}`,
    hint: "Correct the kind.",
  };
}
