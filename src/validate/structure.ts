import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose, placeOf } from "../diagnostics/report.js";
import { withDefaults } from "../flux/crd-defaults.js";
import type { CrdFacts, CrdSchema } from "../flux/crd-schema.js";
import { findKubernetesSchema, kubernetesVersion } from "../flux/kubernetes-schemas.js";
import { readCrd } from "../flux/read-crd.js";
import type { JsonValue } from "../objects/json.js";
import { groupOf, versionOf } from "../objects/kube-object.js";
import type { EntryPart, Located } from "../objects/origin.js";
import { formatPointer } from "../objects/pointer.js";
import { matchesForeign, matchesTrusted } from "./cel/pattern.js";
import { evaluateRules } from "./schema/evaluate-rules.js";
import { codeOfFault, describeFault } from "./schema/fault-message.js";
import { fluxSchema } from "./schema/flux-schema.js";
import { isExcused } from "./schema/is-excused.js";
import { withObjectMeta } from "./schema/object-meta.js";
import type { SchemaFault } from "./schema/schema-fault.js";
import { walkSchema } from "./schema/walk-schema.js";
import type { Subject } from "./scope.js";

/** Judges the structure of one object: what the API server refuses by the schema of its kind. */
export type StructureCheck = (subject: Subject) => Iterable<Diagnostic>;

/** By what an object is judged. */
interface Schema {
  readonly schema: CrdSchema;
  /** Whose schema it is: that of Flux, of a CustomResourceDefinition at hand, of Kubernetes, or of nobody known. */
  readonly of: "flux" | "crd" | "kubernetes" | "unknown";
}

/**
 * A check by the schemas of Flux, by the CustomResourceDefinitions among `objects`, and by what Kubernetes says of
 * its own kinds. Of objects of other kinds `metadata` is judged, which all kinds have in common.
 */
export function structureCheck(objects: readonly Located[]): StructureCheck {
  const crds = indexCrds(objects);
  return function* (subject) {
    const found = schemaOf(subject, crds);
    if (found === undefined) return;
    const { schema } = found;
    const value = found.of === "kubernetes" ? subject.object : withDefaults(schema, subject.object);
    const faults = walkSchema(schema, value, found.of === "crd" ? matchesForeign : matchesTrusted).filter(
      (fault) => !isExcused(fault, subject),
    );
    const kind = {
      name: subject.object.kind,
      root: schema,
      ...(found.of === "kubernetes" && {
        release: `Kubernetes ${kubernetesVersion}`,
        dropsUnknown: !isAppliedAsWritten(subject),
      }),
    };
    for (const fault of faults) {
      const at = placeOf(subject, fault.pointer, partOf(fault));
      yield diagnose(codeOfFault[fault.fault], at, describeFault(fault, kind));
    }
    // What is only a piece breaks rules that the whole holds.
    const hasRules = found.of === "flux" || found.of === "crd";
    if (hasRules && !subject.scope.isFragmentary) yield* brokenRules(subject, schema, value, faults);
  };
}

function schemaOf(subject: Subject, crds: ReadonlyMap<string, SchemaOf>): Schema | undefined {
  const { object, group } = subject;
  const flux = fluxSchema(subject);
  if (flux) return { schema: withObjectMeta(flux), of: "flux" };
  const crd = crds.get(`${group}/${object.kind}`)?.(subject);
  if (crd) return { schema: withObjectMeta(crd), of: "crd" };
  const own = findKubernetesSchema(object.apiVersion, object.kind);
  if (own) return { schema: own, of: "kubernetes" };
  // What no cluster reaches may be no object of Kubernetes at all.
  return subject.scope.isFragmentary ? undefined : { schema: withObjectMeta(ANY), of: "unknown" };
}

const ANY: CrdSchema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

/**
 * kustomize-controller reads kinds of Kubernetes into Go types and writes them again before it applies, so that
 * unknown fields are gone; the rules of roles it leaves as they are.
 *
 * @see https://github.com/fluxcd/kustomize-controller/issues/1041
 */
function isAppliedAsWritten({ group, object }: Subject): boolean {
  return group === "rbac.authorization.k8s.io" && (object.kind === "Role" || object.kind === "ClusterRole");
}

function* brokenRules(
  subject: Subject,
  schema: CrdSchema,
  value: JsonValue,
  faults: readonly SchemaFault[],
): Generator<Diagnostic> {
  const { kind } = subject.object;
  const sound = (pointer: string) => !faults.some((fault) => fault.pointer.startsWith(pointer));
  for (const { pointer, rule } of evaluateRules(schema, value, sound)) {
    const place = formatPointer(pointer);
    const message = rule.message ?? `it must satisfy ${rule.rule}`;
    yield diagnose("schema-rule", placeOf(subject, pointer, "key"), {
      message: place === "" ? `${kind}: ${message}.` : `${place}: ${message}.`,
      hint: `Make this hold: ${rule.rule.replaceAll(/\s+/g, " ").trim()}`,
    });
  }
}

/** Maps and lists are shown by their key: their value begins with something that is not at fault. */
function partOf(fault: SchemaFault): EntryPart {
  if (fault.fault === "unknown-field" || fault.fault === "required") return "key";
  return typeof fault.value === "object" ? "key" : "value";
}

type SchemaOf = (subject: Subject) => CrdSchema | undefined;

/** Schemas by group and kind; read when the first object of the kind is met. */
function indexCrds(objects: readonly Located[]): ReadonlyMap<string, SchemaOf> {
  const schemas = new Map<string, SchemaOf>();
  for (const { object } of objects) {
    if (object.kind !== "CustomResourceDefinition" || groupOf(object.apiVersion) !== "apiextensions.k8s.io")
      continue;
    const { group, names } = (object.spec ?? {}) as { group?: string; names?: { kind?: string } };
    let known: CrdFacts | undefined;
    schemas.set(`${group}/${names?.kind}`, (subject) => {
      const facts: CrdFacts | undefined = known ?? readCrd(object);
      known = facts;
      const version = versionOf(subject.object.apiVersion);
      return facts?.versions.find(({ name }) => name === version)?.schema;
    });
  }
  return schemas;
}
