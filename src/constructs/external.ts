import { fluxKinds } from "../flux/kinds.js";
import type { ObjectHandle } from "../flux/ref.js";
import type { TargetKind } from "../flux/references.js";
import type { ObjectRef } from "../objects/object-ref.js";

/** An object that the program refers to but does not create. */
export class ExternalObject<K extends TargetKind = TargetKind> implements ObjectHandle<K> {
  readonly ref: ObjectRef<K>;

  constructor(ref: ObjectRef<K>) {
    this.ref = ref;
  }
}

/** The name of an object made elsewhere. */
export interface ExternalTarget<K extends TargetKind> {
  readonly kind: K;
  readonly name: string;
  /** Default: the namespace of the object that refers to it. */
  readonly namespace?: string;
}

/**
 * Names an object that something else creates: `flux bootstrap`, another repository, a person. It goes wherever a
 * construct goes, and tells synth that the object exists, so that every other unknown name is a mistake.
 *
 * @example
 * const repo = external({ kind: "GitRepository", name: "flux-system", namespace: "flux-system" });
 * new Kustomization(prod, "apps", { interval: "10m", sourceRef: repo, path: "./apps", prune: true });
 */
export function external<K extends TargetKind>(target: ExternalTarget<K>): ExternalObject<K> {
  const { kind, name, namespace } = target;
  const group = kind in fluxKinds ? fluxKinds[kind as keyof typeof fluxKinds].group : "";
  return new ExternalObject(
    namespace === undefined ? { group, kind, name } : { group, kind, name, namespace },
  );
}
