import type { Construct } from "constructs";
import { Directory } from "./directory.js";
import type { FolderOptions } from "./folder.js";
import { Folder } from "./folder.js";

/** How Kubernetes writes a uid. */
const UID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ASK = "kubectl get namespace kube-system -o jsonpath={.metadata.uid}";

/** What can be said of a cluster. */
export interface ClusterOptions extends FolderOptions {
  /** Folder that the cluster's root Kustomization applies. Default: `clusters/<name>`. */
  readonly path?: string;
  /** Namespace of the cluster's own Flux objects. Default: `flux-system`, where Flux runs. */
  readonly namespace?: string;
  /**
   * The uid of the cluster's namespace `kube-system`, which no other cluster has. It is kept in `.fluxwright.json`;
   * `converge`, and every command that changes something, then refuse any other cluster. Default: none, whichever
   * cluster the kubeconfig's context leads to.
   */
  readonly clusterUid?: string;
}

/**
 * One cluster: the folder that its entry point applies (`flux bootstrap --path`, or the sync of a FluxInstance),
 * and the scope of the Flux objects in it.
 *
 * @see https://fluxcd.io/flux/guides/repository-structure/
 *
 * @example
 * const prod = app.cluster("prod", { path: "clusters/prod" });
 */
export class Cluster extends Folder {
  readonly clusterUid?: string;

  constructor(scope: Construct, name: string, options: ClusterOptions = {}) {
    const { path = `clusters/${name}`, clusterUid, ...folder } = options;
    super(scope, name, path, { namespace: "flux-system", ...folder });
    if (clusterUid === undefined) return;
    if (!UID.test(clusterUid)) throw new Error(`"${clusterUid}" is no uid: ask with "${ASK}".`);
    this.clusterUid = clusterUid;
  }

  /** Manifests that a Kustomization of this cluster applies; `path` counts from the output's root. */
  directory(path: string, options?: FolderOptions): Directory {
    return new Directory(this, path, options);
  }
}
