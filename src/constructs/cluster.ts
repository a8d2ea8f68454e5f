import type { Construct } from "constructs";
import { Directory } from "./directory.js";
import type { FolderOptions } from "./folder.js";
import { Folder } from "./folder.js";

/** What can be said of a cluster. */
export interface ClusterOptions extends FolderOptions {
  /** Folder that the cluster's root Kustomization applies. Default: `clusters/<name>`. */
  readonly path?: string;
  /** Namespace of the cluster's own Flux objects. Default: `flux-system`, where Flux runs. */
  readonly namespace?: string;
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
  constructor(scope: Construct, name: string, options: ClusterOptions = {}) {
    super(scope, name, options.path ?? `clusters/${name}`, { namespace: "flux-system", ...options });
  }

  /** Manifests that a Kustomization of this cluster applies; `path` counts from the output's root. */
  directory(path: string, options?: FolderOptions): Directory {
    return new Directory(this, path, options);
  }
}
