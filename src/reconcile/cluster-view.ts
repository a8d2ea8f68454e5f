import type { FluxKind } from "../flux/kinds.js";
import { factsOf } from "../flux/kinds.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refKey, refOf } from "../objects/object-ref.js";

/** Why a kind could not be read. */
export type ReadRefusal = "forbidden" | "kind-not-installed";

/**
 * What the cluster holds as of one moment, as far as it may be read. Judging and explaining are pure functions
 * of such a view; watching keeps one up to date.
 */
export interface ClusterView {
  find(ref: ObjectRef): KubeObject | undefined;
  /** Every object of a kind of Flux that was read. */
  all(kind: FluxKind): readonly KubeObject[];
  /** Why the kind (in that namespace) could not be read; undefined where it could. */
  refusalOf(ref: Pick<ObjectRef, "group" | "kind" | "namespace">): ReadRefusal | undefined;
}

/** Kinds that could not be read: `group/Kind`, or `group/Kind/namespace` for one namespace. */
export type Refusals = ReadonlyMap<string, ReadRefusal>;

/** A view of the objects given: of a recording, or of what watches have gathered. */
export function createClusterView(
  objects: Iterable<KubeObject>,
  refusals: Refusals = new Map(),
): ClusterView {
  const byKey = new Map<string, KubeObject>();
  const byKind = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const ref = refOf(object);
    byKey.set(refKey(ref), object);
    const kind = `${ref.group}/${ref.kind}`;
    const list = byKind.get(kind);
    if (list) list.push(object);
    else byKind.set(kind, [object]);
  }
  return {
    find: (ref) => byKey.get(refKey(ref)),
    all: (kind) => byKind.get(`${factsOf(kind).group}/${kind}`) ?? [],
    refusalOf: ({ group, kind, namespace }) =>
      refusals.get(`${group}/${kind}`) ?? refusals.get(`${group}/${kind}/${namespace ?? ""}`),
  };
}
