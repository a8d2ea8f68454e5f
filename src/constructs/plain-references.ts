import type { FluxKind } from "../flux/kinds.js";
import { apiVersionOf, fluxKinds } from "../flux/kinds.js";
import { targetOf } from "../flux/ref.js";
import type { ReferenceField } from "../flux/references.js";
import { referencesOf } from "../flux/references.js";
import { isJsonObject } from "../objects/json.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { ExternalObject } from "./external.js";

/** What most objects refer to outside the program, and all of them the same. */
const NONE: readonly ObjectRef[] = [];

/** A spec in which every handle is replaced by the reference that Flux reads. */
export interface PlainSpec {
  readonly spec: Readonly<Record<string, unknown>>;
  /** What the spec refers to and the program says is made elsewhere. */
  readonly externals: readonly ObjectRef[];
}

/**
 * Writes the references of a spec as Flux takes them (`kind`, `name`, and `namespace` where it is another one).
 * References that are plain already stay as they are, and so does everything else: nothing is copied without need.
 *
 * @param namespace of the object that refers; undefined where its Kustomization gives it one.
 */
export function plainReferences(
  kind: FluxKind,
  given: Readonly<Record<string, unknown>>,
  namespace: string | undefined,
): PlainSpec {
  let externals: ObjectRef[] | undefined;
  let spec: unknown = given;
  for (const field of referencesOf(kind)) {
    spec = update(spec, stepsOf(field), 0, (value) => {
      const target = targetOf(value);
      if (target === undefined) return value;
      if (isExternal(value)) {
        externals ??= [];
        externals.push(namespace === undefined ? target : { namespace, ...target });
      }
      return plain(field, value as object, target, namespace);
    });
  }
  return { spec: spec as PlainSpec["spec"], externals: externals ?? NONE };
}

function plain(field: ReferenceField, value: object, target: ObjectRef, from: string | undefined): unknown {
  if (field.form === "text") return target.name;
  const { namespace } = target;
  return {
    ...(field.form === "any" ? { apiVersion: versionedGroup(target) } : {}),
    ...(field.form === "name" ? {} : { kind: target.kind }),
    name: target.name,
    ...(namespace === undefined || namespace === from ? {} : { namespace }),
    ...otherFields(value),
  };
}

/** What stands beside the handle in `{ ref: infra, readyExpr: "…" }`; nothing when the handle stands alone. */
function otherFields(value: object): object {
  if (Object.getPrototypeOf(value) !== Object.prototype) return {};
  const { ref: _ref, ...rest } = value as { ref: unknown };
  return rest;
}

function isExternal(value: unknown): boolean {
  return value instanceof ExternalObject || (value as { ref: unknown }).ref instanceof ExternalObject;
}

function versionedGroup({ group, kind }: ObjectRef): string {
  return kind in fluxKinds ? apiVersionOf(kind as FluxKind) : group === "" ? "v1" : `${group}/v1`;
}

/** Puts what `change` makes of each value at a path in its place; gives back the same root when nothing changes. */
function update(
  root: unknown,
  steps: readonly string[],
  depth: number,
  change: (value: unknown) => unknown,
): unknown {
  const step = steps[depth];
  if (root === undefined) return root;
  if (step === undefined) return change(root);
  if (step === "[]") {
    if (!Array.isArray(root)) return root;
    const items = root.map((item) => update(item, steps, depth + 1, change));
    return items.every((item, i) => item === root[i]) ? root : items;
  }
  if (!isJsonObject(root)) return root;
  const before = root[step];
  const after = update(before, steps, depth + 1, change);
  return after === before ? root : { ...root, [step]: after };
}

const knownSteps = new Map<ReferenceField, readonly string[]>();

/** `["chart", "spec", "sourceRef"]`, `["dependsOn", "[]"]`: the path below `spec`. */
function stepsOf(field: ReferenceField): readonly string[] {
  const known = knownSteps.get(field);
  if (known !== undefined) return known;
  const steps = field.path.replaceAll("[]", ".[]").split(".").slice(1);
  knownSteps.set(field, steps);
  return steps;
}
