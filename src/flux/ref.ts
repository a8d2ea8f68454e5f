import type { ObjectRef } from "../objects/object-ref.js";

/**
 * Something that stands for one object: a construct, or what `external(...)` returns. Purely structural, so that
 * the types of Flux need no construct library.
 */
export interface ObjectHandle<K extends string = string> {
  /** What the object is called in the cluster. */
  readonly ref: ObjectRef<K>;
}

/** The name alone, where the field fixes the kind and the namespace. */
export interface NameRef {
  readonly name: string;
}

/** What a handle says by itself, so that it need not be written beside one. */
type Identity = "apiVersion" | "kind" | "name" | "namespace";

/** `Omit` for each member of a union. */
type OmitEach<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * A field that refers to an object of the kinds `K`, in one of three ways: as Flux writes it
 * (`{ kind: "GitRepository", name: "apps" }`), as a handle (`sourceRef: repo`), or as a handle with the other fields of the
 * reference beside it (`{ ref: infra, readyExpr: "…" }`).
 *
 * `ref?: never` keeps a construct, which has a `name` too, from passing for the plain form of another kind.
 */
export type Ref<K extends string, Plain> =
  | (Plain & { readonly ref?: never })
  | ({ readonly ref: ObjectRef<K> | ObjectHandle<K> } & OmitEach<Plain, Identity>);

/** A field that holds the bare name of an object of the kinds `K`: the name, or a handle. */
export type TextRef<K extends string> = string | ObjectHandle<K>;

/**
 * The object that a reference means when it was written as a handle, alone or with fields beside it.
 *
 * @returns undefined for a plain reference or a bare name, which say themselves what they mean.
 */
export function targetOf(reference: unknown): ObjectRef | undefined {
  let target = reference;
  for (let depth = 0; depth < 2; depth++) {
    if (typeof target !== "object" || target === null || !("ref" in target)) break;
    target = target.ref;
  }
  return target === reference ? undefined : (target as ObjectRef);
}
