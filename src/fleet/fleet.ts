import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { ManifestFile } from "../manifests/manifest-file.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { Located } from "../objects/origin.js";

/**
 * The fleet: the intent as Flux will see it. The one value between those who write it (a program, YAML by hand)
 * and those who read it (validate, adopt, diff, graph, reconcile).
 */
export interface Fleet {
  readonly tree: FileTree;
  /** Entry points, by path. */
  readonly clusters: readonly FleetCluster[];
  /** Objects that no cluster reaches, built where a kustomization is; judged one by one, not by references. */
  readonly unreached: readonly Located[];
  /** Every YAML file of the tree. */
  readonly files: readonly ManifestFile[];
  /** What was found while reading and building. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One cluster: an entry point and all that it yields. */
export interface FleetCluster {
  /** Last part of the path: `prod` of `clusters/prod`. */
  readonly name: string;
  /** Directory of the entry point, relative to the tree. */
  readonly path: string;
  /** Every object that will exist by Flux's doing, in the order it is built. */
  readonly objects: readonly BuiltObject[];
  /** Every Flux Kustomization of the cluster and what it builds. */
  readonly builds: readonly KustomizationBuild[];
  /** What nothing in git writes but the fleet relies on: `flux-system` made by bootstrap, say. */
  readonly implied: readonly ImpliedObject[];
}

/** An object as Flux will apply it, after kustomize, patches and substitution. */
export interface BuiltObject extends Located {
  /** The Kustomization that applies it; absent for what the entry point itself applies. */
  readonly owner?: ObjectRef;
}

/** An object that a producer outside git creates. */
export interface ImpliedObject {
  /** Where the producer works out names by itself, `*` in name or namespace stands for any text. */
  readonly ref: ObjectRef;
  /** Who makes it: `FluxInstance/flux-system/flux`, `bootstrap`, `ExternalSecret/…`. */
  readonly producer: string;
}

/** What became of one Flux Kustomization's path. */
export interface KustomizationBuild {
  readonly kustomization: BuiltObject;
  /**
   * `built`: `objects` is all that it applies. `external`: its source is another repository that is not at
   * hand. `partial`: something in it cannot be built offline. `failed`: Flux will not build it either.
   */
  readonly outcome: "built" | "external" | "partial" | "failed";
  /** Directory that was built, relative to the tree (or to the mapped source). */
  readonly directory?: string;
  readonly objects: readonly BuiltObject[];
}
