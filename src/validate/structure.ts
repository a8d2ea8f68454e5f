import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose, placeOf } from "../diagnostics/report.js";
import { withDefaults } from "../flux/crd-defaults.js";
import type { CrdFacts, CrdSchema } from "../flux/crd-schema.js";
import { readCrd } from "../flux/read-crd.js";
import type { JsonValue } from "../objects/json.js";
import { groupOf, versionOf } from "../objects/kube-object.js";
import type { EntryPart, Located } from "../objects/origin.js";
import { formatPointer, pointerPath } from "../objects/pointer.js";
import { matchesForeign, matchesTrusted } from "./cel/pattern.js";
import { evaluateRules } from "./schema/evaluate-rules.js";
import { codeOfFault, describeFault } from "./schema/fault-message.js";
import { fluxSchema } from "./schema/flux-schema.js";
import { removedFieldAt } from "./schema/removed-field-at.js";
import type { SchemaFault } from "./schema/walk-schema.js";
import { walkSchema } from "./schema/walk-schema.js";
import type { Subject } from "./scope.js";

/** Judges the structure of one object: what its CustomResourceDefinition, and so the API server, refuses. */
export type StructureCheck = (subject: Subject) => Iterable<Diagnostic>;

/**
 * A check by the schemas of Flux and by the CustomResourceDefinitions among `objects`. Objects of other kinds
 * pass. The parts of `metadata` are judged by rules of their own, and `status` is not read from manifests.
 */
export function structureCheck(objects: readonly Located[]): StructureCheck {
  const crds = indexCrds(objects);
  return function* (subject) {
    const own = fluxSchema(subject);
    const schema = own ?? crds.get(`${subject.group}/${subject.object.kind}`)?.(subject);
    if (schema === undefined) return;
    const value = withDefaults(schema, subject.object);
    const faults = walkSchema(schema, value, own ? matchesTrusted : matchesForeign).filter(
      (fault) => !isExcused(fault, subject),
    );
    const { kind } = subject.object;
    for (const fault of faults) {
      const at = placeOf(subject, fault.pointer, partOf(fault));
      yield diagnose(codeOfFault[fault.fault], at, describeFault(fault, kind, schema));
    }
    const sound = (pointer: string) => !faults.some((fault) => fault.pointer.startsWith(pointer));
    for (const { pointer, rule } of evaluateRules(schema, value, sound)) {
      const place = formatPointer(pointer);
      const message = rule.message ?? `it must satisfy ${rule.rule}`;
      yield diagnose("schema-rule", placeOf(subject, pointer, "key"), {
        message: place === "" ? `${kind}: ${message}.` : `${place}: ${message}.`,
        hint: `Make this hold: ${rule.rule.replaceAll(/\s+/g, " ").trim()}`,
      });
    }
  };
}

/** Maps and lists are shown by their key: their value begins with something that is not at fault. */
function partOf(fault: SchemaFault): EntryPart {
  if (fault.fault === "unknown-field" || fault.fault === "required") return "key";
  return typeof fault.value === "object" ? "key" : "value";
}

/** Fields that are not the schema's to judge (URLs have rules that say more than their pattern), and values that substitution or a patch completes later. */
function isExcused(fault: SchemaFault, subject: Subject): boolean {
  const [top] = pointerPath(fault.pointer);
  if (top === "metadata" || top === "status" || top === "apiVersion" || top === "kind") return true;
  if (fault.fault === "unknown-field") return removedFieldAt(subject.flux, fault.pointer) !== undefined;
  if (fault.fault === "pattern" && fault.pointer === "/spec/url" && hasUrlRule(subject)) return true;
  if (fault.fault === "required") return subject.scope.isFragmentary;
  return "value" in fault && hasVariable(fault.value);
}

function hasUrlRule({ flux }: Subject): boolean {
  return flux === "GitRepository" || flux === "OCIRepository" || flux === "HelmRepository";
}

function hasVariable(value: JsonValue): boolean {
  return typeof value === "string" && value.includes("${");
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
