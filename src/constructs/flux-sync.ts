import { Construct } from "constructs";
import type { FluxInstanceSpec, FluxInstanceSyncFields } from "../flux/generated/flux-instance.js";
import type { GitRepositorySpec } from "../flux/generated/git-repository.js";
import type { OCIRepositorySpec } from "../flux/generated/oci-repository.js";
import type { ObjectHandle } from "../flux/ref.js";
import { external } from "./external.js";
import { FluxInstance } from "./flux-instance.js";
import { namespaceOf } from "./flux-object.js";
import { Folder, fleetOf } from "./folder.js";
import { GitRepository } from "./git-repository.js";
import type { KustomizationProps } from "./kustomization.js";
import { Kustomization } from "./kustomization.js";
import { OCIRepository } from "./oci-repository.js";

/** Fields with one of them made optional, because it has a default here. */
type WithDefault<T, K extends PropertyKey> = T extends unknown
  ? Omit<T, K> & { readonly [F in K & keyof T]?: T[F] }
  : never;

/** The source that a cluster is made from. */
export type SyncSource =
  | { readonly git: WithDefault<GitRepositorySpec, "interval">; readonly oci?: never }
  | { readonly oci: WithDefault<OCIRepositorySpec, "interval">; readonly git?: never };

/** What may be said of a sync by source and Kustomization. */
export type SourceSyncProps = SyncSource & {
  /** Fields of the root Kustomization. Default: interval 10m, prune, and the path of the cluster around it. */
  readonly kustomization?: Partial<KustomizationProps>;
  readonly instance?: never;
};

/** What may be said of a sync by the Flux Operator. */
export interface InstanceSyncProps {
  /** Fields of the FluxInstance; the path of its sync is that of the cluster around it unless given. */
  readonly instance: Omit<FluxInstanceSpec, "sync"> & {
    readonly sync: WithDefault<FluxInstanceSyncFields, "path">;
  };
  readonly git?: never;
  readonly oci?: never;
}

/** How a cluster is kept as its folder says. */
export type FluxSyncProps = SourceSyncProps | InstanceSyncProps;

/** The kind of the source that a sync makes. */
export type SyncSourceKind<P extends FluxSyncProps> = P extends { readonly git: object }
  ? "GitRepository"
  : P extends { readonly oci: object }
    ? "OCIRepository"
    : P extends { readonly instance: { readonly sync: { readonly kind: infer K extends string } } }
      ? K
      : "GitRepository" | "OCIRepository" | "Bucket";

/**
 * The entry point of a cluster: what makes Flux apply the cluster's own folder. Either a source and the root
 * Kustomization, both named as the construct (`flux-system` by convention, and as `flux bootstrap` names them), or
 * the FluxInstance of the Flux Operator, which makes the two itself.
 *
 * @see https://fluxcd.io/flux/installation/bootstrap/
 * @see https://fluxoperator.dev/docs/crd/fluxinstance/#sync-configuration
 *
 * @example
 * const sync = new FluxSync(prod, "flux-system", {
 *   git: { url: "https://github.com/acme/fleet", ref: { branch: "main" } },
 * });
 * new Kustomization(prod, "apps", { interval: "10m", sourceRef: sync.source, path: "./apps", prune: true });
 */
export class FluxSync<P extends FluxSyncProps = FluxSyncProps> extends Construct {
  /** The source of the cluster, for Kustomizations that build other directories of it. */
  readonly source: ObjectHandle<SyncSourceKind<P>>;

  constructor(scope: Construct, id: string, props: P) {
    super(scope, id);
    const source =
      props.instance === undefined ? this.#bySource(id, props) : this.#byInstance(props.instance);
    this.source = source as ObjectHandle<SyncSourceKind<P>>;
  }

  #bySource(id: string, props: SourceSyncProps): ObjectHandle {
    const metadata = { name: id };
    const source =
      props.git === undefined
        ? new OCIRepository(this, "source", { metadata, interval: "1m", ...props.oci })
        : new GitRepository(this, "source", { metadata, interval: "1m", ...props.git });
    new Kustomization(this, "root", {
      metadata,
      interval: "10m",
      sourceRef: source,
      path: fleetOf(this).repositoryPath(clusterPath(this)),
      prune: true,
      ...props.kustomization,
    });
    return source;
  }

  #byInstance(instance: InstanceSyncProps["instance"]): ObjectHandle {
    const path = fleetOf(this).repositoryPath(clusterPath(this)).slice("./".length);
    const spec = { ...instance, sync: { path, ...instance.sync } } as FluxInstanceSpec;
    const made = new FluxInstance(this, "instance", { metadata: { name: "flux" }, ...spec });
    const namespace = namespaceOf(this) ?? "flux-system";
    const kind = instance.sync.kind === "OCIRepository" ? "OCIRepository" : "GitRepository";
    return external({
      kind,
      name: instance.sync.name ?? namespace,
      namespace: made.ref.namespace ?? namespace,
    });
  }
}

function clusterPath(scope: Construct): string {
  const folder = scope.node.scopes.findLast((around) => around instanceof Folder);
  if (folder instanceof Folder) return folder.path;
  throw new Error(`FluxSync "${scope.node.path}" must be in a cluster.`);
}
