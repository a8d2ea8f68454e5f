import type { Edge } from "../fleet/edges.js";
import { edgesOf } from "../fleet/edges.js";
import { findObject, findProducer } from "../fleet/find-object.js";
import type { BuiltObject, FleetCluster, ImpliedObject, KustomizationBuild } from "../fleet/fleet.js";
import type { FluxKind } from "../flux/kinds.js";
import { findFluxKind } from "../flux/kinds.js";
import type { Profile } from "../flux/profiles.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { JsonObject } from "../objects/json.js";
import { asObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { objectKey, refKey, refOf } from "../objects/object-ref.js";
import type { Located } from "../objects/origin.js";

/** A kind that a rule visits: a Flux kind by its name, any other as `group/Kind` (`"/Secret"` of the core group). */
export type VisitedKind = FluxKind | `${string}/${string}`;

/** One object as rules see it: with its kind in Flux, and the cluster that it stands in. */
export interface Subject extends BuiltObject {
  readonly object: KubeObject;
  /** `object.spec`, or an empty map. */
  readonly spec: JsonObject;
  /** API group of the object. */
  readonly group: string;
  /** The Flux kind, when it is one. */
  readonly flux: FluxKind | undefined;
  /** The namespace; empty where none is written. */
  readonly namespace: string;
  readonly name: string;
  readonly scope: Scope;
  readonly profile: Profile;
}

/** An object as the subject of rules. */
export function subjectOf(located: BuiltObject, scope: Scope): Subject {
  const { object, origin, owner } = located;
  const group = groupOf(object.apiVersion);
  return {
    object,
    origin,
    ...(owner && { owner }),
    spec: asObject(object.spec),
    group,
    flux: findFluxKind(group, object.kind),
    namespace: textOr(object.metadata.namespace),
    name: textOr(object.metadata.name),
    scope,
    profile: scope.profile,
  };
}

/** Metadata is checked by rules that see it as it is; all others may rely on text. */
function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What rules may ask about the cluster that an object stands in. Everything is computed once, when asked. */
export class Scope {
  readonly cluster: FleetCluster;
  readonly profile: Profile;
  /** The files of the fleet; absent where objects come from a program. */
  readonly tree: FileTree | undefined;
  /** Whether the objects are those that no cluster reaches: some are pieces that a patch would complete. */
  readonly isFragmentary: boolean;

  #subjects: readonly Subject[] | undefined;
  #byKind: ReadonlyMap<string, readonly Subject[]> | undefined;
  #edges: readonly Edge[] | undefined;
  #edgesFrom: ReadonlyMap<BuiltObject["object"], readonly Edge[]> | undefined;
  #memo = new Map<unknown, unknown>();

  constructor(cluster: FleetCluster, profile: Profile, tree?: FileTree, isFragmentary = false) {
    this.cluster = cluster;
    this.profile = profile;
    this.tree = tree;
    this.isFragmentary = isFragmentary;
  }

  /** Every object of the cluster, in the order it is built. */
  get subjects(): readonly Subject[] {
    this.#subjects ??= this.cluster.objects.map((located) => subjectOf(located, this));
    return this.#subjects;
  }

  /** The objects of one kind, in the order they are built. */
  ofKind(kind: VisitedKind): readonly Subject[] {
    this.#byKind ??= groupBy(this.subjects, visitedKindOf);
    return this.#byKind.get(kind) ?? [];
  }

  /** What the fleet creates, or relies on, under a reference; what a producer may make counts. */
  find(ref: ObjectRef): BuiltObject | ImpliedObject | undefined {
    return findObject(this.cluster, ref) ?? findProducer(this.cluster, ref);
  }

  /** Names of all objects of the cluster, made or implied. */
  get known(): readonly ObjectRef[] {
    return this.memo("known", () => [
      ...this.cluster.implied.map((implied) => implied.ref),
      ...this.cluster.objects.map((built) => refOf(built.object)),
    ]);
  }

  /** Every reference from one object to another. */
  get edges(): readonly Edge[] {
    this.#edges ??= edgesOf(this.cluster);
    return this.#edges;
  }

  /** The references of one object. */
  edgesFrom(object: BuiltObject["object"]): readonly Edge[] {
    this.#edgesFrom ??= groupBy(this.edges, (edge) => edge.from.object);
    return this.#edgesFrom.get(object) ?? [];
  }

  /** The build of the Kustomization that applies an object; undefined for what the entry point applies. */
  ownerOf(located: Located): KustomizationBuild | undefined {
    const builds = this.memo("builds", () => {
      const named = this.cluster.builds.map(
        (build) => [objectKey(build.kustomization.object), build] as const,
      );
      return new Map(named);
    });
    const { owner }: BuiltObject = located;
    return owner && builds.get(refKey(owner));
  }

  /** Builds whose objects are not all known: another repository, or a part that needs the network. */
  get hidden(): readonly KustomizationBuild[] {
    return this.memo("hidden", () => this.cluster.builds.filter((build) => build.outcome !== "built"));
  }

  /** A value computed once for the cluster: for what several rules, or one rule for many objects, need. */
  memo<T>(key: unknown, compute: () => T): T {
    if (!this.#memo.has(key)) this.#memo.set(key, compute());
    return this.#memo.get(key) as T;
  }
}

/** How rules name the kind of a subject. */
export function visitedKindOf({ flux, group, object }: Subject): VisitedKind {
  return flux ?? `${group}/${object.kind}`;
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
