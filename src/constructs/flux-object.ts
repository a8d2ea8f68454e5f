import type { ApiObjectMetadata } from "cdk8s";
import { ApiObject, Chart } from "cdk8s";
import type { Construct, IConstruct } from "constructs";
import type { FluxKind } from "../flux/kinds.js";
import { apiVersionOf, fluxKinds } from "../flux/kinds.js";
import type { ObjectHandle } from "../flux/ref.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { Folder } from "./folder.js";
import { plainReferences } from "./plain-references.js";

/** `metadata` of an object. The name is the construct's id unless given, the namespace that of the scope. */
export interface FluxObjectMetadata extends ApiObjectMetadata {}

/** What every construct of a Flux kind takes beside the fields of its `spec`. */
export interface FluxObjectProps {
  readonly metadata?: FluxObjectMetadata;
}

/**
 * An object of Flux. The fields of `spec` lie flat beside `metadata` in the props, under Flux's own names, and a
 * construct or `external(...)` may stand wherever Flux wants a reference.
 */
export abstract class FluxObject<K extends FluxKind = FluxKind> extends ApiObject implements ObjectHandle<K> {
  declare readonly kind: K;
  readonly ref: ObjectRef<K>;
  /** Objects that this one refers to and that the program says are made elsewhere. */
  readonly externals: readonly ObjectRef[];

  /** `instanceof` asks for the class; cdk8s' own answer, which is inherited, is yes for every `ApiObject`. */
  static override [Symbol.hasInstance]<T>(
    this: abstract new (
      ...args: never
    ) => T,
    value: unknown,
  ): value is T {
    // biome-ignore lint/complexity/noThisInStatic: subclasses inherit this, and each asks for itself
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  constructor(scope: Construct, id: string, kind: K, props: FluxObjectProps) {
    const { metadata, ...given } = props;
    const namespace = metadata?.namespace ?? namespaceOf(scope);
    const { spec, externals } = plainReferences(kind, given, namespace);
    super(scope, nodeId(scope, id, kind), {
      apiVersion: apiVersionOf(kind),
      kind,
      metadata: { name: id, ...metadata, ...(namespace === undefined ? {} : { namespace }) },
      spec,
    });
    const { group } = fluxKinds[kind];
    // Written out, for the same reason as in `refOf`.
    this.ref =
      namespace === undefined
        ? { group, kind, name: this.name }
        : { group, kind, name: this.name, namespace };
    this.externals = externals;
  }

  /** Refuses: Flux sees no dependencies of constructs, so this would order nothing. Set `dependsOn` instead. */
  override addDependency(): never {
    throw new Error(
      `"${this.node.path}": Flux orders by the field dependsOn, not by construct dependencies.`,
    );
  }
}

/**
 * An object's id in the tree. In Flux a source and what applies it have one name as a rule, but a scope has each id
 * once, so the later of two gets its kind behind the id. Two of one kind meet again as objects, and are reported there.
 */
function nodeId({ node }: Construct, id: string, kind: FluxKind): string {
  return node.tryFindChild(id) === undefined ? id : `${id}-${kind}`;
}

/**
 * The namespace of the nearest chart around a scope that has one, up to the folder: what lies in a directory is
 * applied by a Kustomization, which may give it a namespace, and that of the cluster around would be a wrong guess.
 */
export function namespaceOf(scope: IConstruct): string | undefined {
  for (let at: IConstruct | undefined = scope; at !== undefined; at = at.node.scope) {
    if (Chart.isChart(at) && at.namespace !== undefined) return at.namespace;
    if (at instanceof Folder) return undefined;
  }
  return undefined;
}
