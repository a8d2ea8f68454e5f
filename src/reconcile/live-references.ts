import type { FluxKind } from "../flux/kinds.js";
import { factsOf, findFluxKind } from "../flux/kinds.js";
import type { ReferenceField, TargetKind } from "../flux/references.js";
import { referencesOf } from "../flux/references.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { asArray, asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";

/** A reference of a live object, resolved to the object that it means. */
export interface LiveReference {
  readonly field: ReferenceField;
  readonly to: ObjectRef;
}

/** What a live object of Flux refers to, read by the one table of references. Wildcards are left out. */
export function liveReferences(object: KubeObject): readonly LiveReference[] {
  const kind = findFluxKind(groupOf(object.apiVersion), object.kind);
  if (kind === undefined) return [];
  return referencesOf(kind).flatMap((field) =>
    valuesAt(object, field.path.split(".")).flatMap((value) => {
      const to = resolve(field, value, object.metadata.namespace);
      return to === undefined ? [] : [{ field, to }];
    }),
  );
}

function valuesAt(value: JsonValue | undefined, path: readonly string[]): readonly JsonValue[] {
  const [step, ...rest] = path;
  if (step === undefined) return value === undefined || value === null ? [] : [value];
  const isList = step.endsWith("[]");
  const next = asObject(value)[isList ? step.slice(0, -2) : step];
  return isList ? asArray(next).flatMap((item) => valuesAt(item, rest)) : valuesAt(next, rest);
}

function resolve(
  field: ReferenceField,
  value: JsonValue,
  ownNamespace: string | undefined,
): ObjectRef | undefined {
  const written: JsonObject = typeof value === "string" ? { name: value } : asObject(value);
  const name = asString(written.name);
  if (name === undefined || name === "*") return undefined;
  const kind = asString(written.kind) ?? field.to[0];
  if (kind === undefined) return undefined;
  const namespace = (field.crossNamespace ? asString(written.namespace) : undefined) ?? ownNamespace;
  const group =
    field.form === "any" ? groupOf(asString(written.apiVersion) ?? "") : groupOfTarget(kind as TargetKind);
  return namespace === undefined ? { group, kind, name } : { group, kind, namespace, name };
}

function groupOfTarget(kind: TargetKind): string {
  return kind === "Secret" || kind === "ConfigMap" || kind === "ServiceAccount"
    ? ""
    : factsOf(kind as FluxKind).group;
}
