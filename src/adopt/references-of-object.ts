import { valuesAt } from "../fleet/edges.js";
import { findObject } from "../fleet/find-object.js";
import type { FleetCluster } from "../fleet/fleet.js";
import { type FluxKind, factsOf, fluxKinds } from "../flux/kinds.js";
import type { ReferenceField, TargetKind } from "../flux/references.js";
import { referencesOf } from "../flux/references.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { isJsonObject } from "../objects/json.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { JsonPointer } from "../objects/pointer.js";
import type { ProgramObject } from "./program-object.js";

/** A reference that a variable can stand for: synth then writes it as it was. */
export interface VariableReference {
  readonly field: ReferenceField;
  /** Place of the reference, from the object. */
  readonly pointer: JsonPointer;
  readonly target: ObjectRef<TargetKind>;
  /** What stands beside the name, as `optional` and `readyExpr` do. */
  readonly others: JsonObject;
}

/**
 * The references of an object that can become variables. One that says more than synth would write (its own
 * namespace, an apiVersion) or less (no kind where one is the default) stays as it is.
 */
export function variableReferences(object: ProgramObject): readonly VariableReference[] {
  const { construct, namespace } = object;
  if (construct === undefined || namespace === undefined) return [];
  return referencesOf(construct).flatMap((field) =>
    valuesAt(object.object, field.path).flatMap(({ value, pointer }) => {
      const found = readReference(field, value, namespace);
      return found ? [{ field, pointer, ...found }] : [];
    }),
  );
}

function readReference(
  field: ReferenceField,
  value: JsonValue,
  own: string,
): Pick<VariableReference, "target" | "others"> | undefined {
  if (field.form === "any") return undefined;
  if (field.form === "text") {
    const [kind] = field.to;
    return kind && typeof value === "string" ? { target: refTo(kind, own, value), others: {} } : undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const { kind = field.form === "name" ? field.to[0] : undefined, name, namespace, ...others } = value;
  if (typeof name !== "string" || name === "*" || !isTarget(kind, field) || "apiVersion" in others)
    return undefined;
  if (field.form === "name" && value.kind !== undefined) return undefined;
  if (namespace === undefined) return { target: refTo(kind, own, name), others };
  const isOther = typeof namespace === "string" && namespace !== own && field.crossNamespace;
  return isOther ? { target: refTo(kind, namespace, name), others } : undefined;
}

function isTarget(kind: JsonValue | undefined, { to }: ReferenceField): kind is TargetKind {
  return to.some((target) => target === kind);
}

function refTo(kind: TargetKind, namespace: string, name: string): ObjectRef<TargetKind> {
  const group = kind in fluxKinds ? factsOf(kind as FluxKind).group : "";
  return { group, kind, namespace, name };
}

/**
 * Whether the program has to say that a target is made elsewhere: kinds of Flux, so that references read alike, and
 * what the fleet does not have, so that synth does not miss it.
 */
export function isWorthNaming(target: ObjectRef, clusters: readonly FleetCluster[]): boolean {
  return target.kind in fluxKinds || clusters.some((cluster) => findObject(cluster, target) === undefined);
}
