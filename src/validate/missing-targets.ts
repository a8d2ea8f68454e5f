import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { RelatedPlace } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import { placeOf } from "../diagnostics/report.js";
import type { Severity } from "../diagnostics/severity.js";
import type { Edge } from "../fleet/edges.js";
import type { KustomizationBuild } from "../fleet/fleet.js";
import { findFluxKind } from "../flux/kinds.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef, refOf } from "../objects/object-ref.js";
import type { Spot } from "./rule.js";
import type { Scope } from "./scope.js";

/** A reference without a target, told by the rule of its code. */
export interface MissingTarget {
  readonly code: DiagnosticCode;
  readonly spot: Spot & { readonly on: Edge["from"] };
}

/** The findings of one code among {@link missingTargets}. */
export function* missingOf(scope: Scope, code: DiagnosticCode): Generator<MissingTarget["spot"]> {
  for (const missing of scope.memo("missing targets", () => missingTargets(scope))) {
    if (missing.code === code) yield missing.spot;
  }
}

/**
 * Every reference whose target neither the fleet nor a producer in it makes. Where a part of the cluster cannot
 * be seen (another repository, the network), the target may come from there, and the finding is a warning.
 */
function missingTargets(scope: Scope): readonly MissingTarget[] {
  const unmet = scope.edges.filter(
    (edge) =>
      !edge.target && !edge.optional && isTaken(edge) && !isUnsettled(edge.to) && !scope.find(edge.to),
  );
  return unmet.map((edge) => {
    const code = codeFor(edge);
    return { code, spot: missing(edge, scope, code) };
  });
}

/** Names that substitution or a template completes are not known. */
function isUnsettled({ name, namespace, kind }: ObjectRef): boolean {
  return [name, namespace, kind].some((text) => text?.includes("${") || text?.includes("<<"));
}

/** Whether the field takes the kind; the schema speaks of others. */
function isTaken({ field, to }: Edge): boolean {
  const taken: readonly string[] = field.to;
  return taken.length === 0 || taken.includes(to.kind);
}

function codeFor({ field, to }: Edge): DiagnosticCode {
  switch (field.relation) {
    case "source":
      return "source-not-found";
    case "dependency":
      return "depends-on-not-found";
    case "identity":
      return "service-account-not-found";
    case "subject":
      return "event-source-not-found";
    case "configuration":
      return to.kind === "Secret" ? "secret-not-found" : "reference-not-found";
  }
}

function missing(edge: Edge, scope: Scope, code: DiagnosticCode): MissingTarget["spot"] {
  const { from, pointer, to } = edge;
  const unseen = scope.hidden.filter((build) => mayHold(build, to));
  const alternative = alternativeFor(edge, scope);
  const message = `Nothing in the fleet creates ${formatRef(to)}.${alternative?.message ?? ""}`;
  const hint = code === "secret-not-found" ? secretHint(to) : (alternative?.hint ?? defaultHint(edge, code));
  const related = unseen.slice(0, 1).map(relatedTo);
  return {
    on: from,
    pointer,
    message,
    hint,
    ...severityFor(unseen.length > 0, code),
    ...(related.length > 0 && { related }),
  };
}

function severityFor(isUnseen: boolean, code: DiagnosticCode): { severity?: Severity } {
  if (!isUnseen) return {};
  return {
    severity: code === "secret-not-found" || code === "service-account-not-found" ? "info" : "warning",
  };
}

function relatedTo({ kustomization, outcome }: KustomizationBuild): RelatedPlace {
  const what = outcome === "external" ? "is in another repository" : "cannot be built here";
  return {
    message: `${formatRef(refOf(kustomization.object))}, whose content ${what}, may create it.`,
    at: placeOf(kustomization),
  };
}

/** A build with a target namespace can only hold objects of that namespace. */
function mayHold({ kustomization }: KustomizationBuild, to: ObjectRef): boolean {
  const spec = kustomization.object.spec as { targetNamespace?: unknown } | undefined;
  const target = spec?.targetNamespace;
  return typeof target !== "string" || to.namespace === undefined || target === to.namespace;
}

/** What was probably meant: the same name elsewhere, another kind of that name, a name that is nearly the same. */
function alternativeFor({ to, field }: Edge, scope: Scope): { message: string; hint: string } | undefined {
  const sameName = scope.known.filter((ref) => ref.name === to.name);
  const elsewhere = sameName.find(
    (ref) => ref.kind === to.kind && ref.namespace !== undefined && !ref.namespace.includes("*"),
  );
  if (elsewhere?.namespace) {
    const message = ` It exists in the namespace ${elsewhere.namespace}.`;
    const hint = field.crossNamespace
      ? `Add namespace: ${elsewhere.namespace}.`
      : `Create it in ${to.namespace ?? "the namespace of the object"}: this field looks in its own namespace only.`;
    return { message, hint };
  }
  const otherKind = sameName.find((ref) => ref.namespace === to.namespace && isAlternative(ref, field.to));
  if (otherKind !== undefined) {
    const takes = (field.to as readonly string[]).includes(otherKind.kind);
    return {
      message: ` There is a ${otherKind.kind} of that name.`,
      hint: takes ? `Set kind: ${otherKind.kind}.` : `This field takes ${field.to.join(", ")} only.`,
    };
  }
  const names = scope.known.filter((ref) => ref.kind === to.kind && ref.namespace === to.namespace);
  const near = didYouMean(
    to.name,
    names.map((ref) => ref.name),
  );
  return near === undefined ? undefined : { message: ` Did you mean "${near}"?`, hint: `Write ${near}.` };
}

function isAlternative(ref: ObjectRef, taken: readonly string[]): boolean {
  return (
    taken.includes(ref.kind) || (findFluxKind(ref.group, ref.kind) !== undefined && !taken.includes("Secret"))
  );
}

/** Secrets are often made by hand, so that a similar name proves nothing. */
function secretHint({ name, namespace }: ObjectRef): string {
  const where = namespace === undefined ? "" : ` in the namespace ${namespace}`;
  return `Correct the name, or make sure that ${name} is created by other means${where}.`;
}

function defaultHint({ to, from }: Edge, code: DiagnosticCode): string {
  switch (code) {
    case "depends-on-not-found":
      return `Add the ${to.kind}, or remove the dependency of ${formatRef(refOf(from.object))}.`;
    default:
      return `Add the ${to.kind}, or correct the name.`;
  }
}
