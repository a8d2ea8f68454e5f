import type { Construct } from "constructs";
import type { FolderOptions } from "./folder.js";
import { Folder, fleetOf } from "./folder.js";

/**
 * Manifests that a `Kustomization` applies. Give it to a Kustomization as `path`: where the objects are written and
 * where Flux looks for them is then one thing. Its objects have the namespace that its options or they themselves
 * name, not that of the cluster around; with neither, the Kustomization's `targetNamespace` decides.
 *
 * @example
 * const apps = prod.directory("apps/prod", { namespace: "apps" });
 * new HelmRelease(apps, "podinfo", { interval: "10m", chartRef: podinfo });
 * new Kustomization(prod, "apps", { interval: "10m", sourceRef: repo, path: apps, prune: true });
 */
export class Directory extends Folder {
  /** The path as Flux reads it, from the root of the repository: `./apps/prod`. */
  readonly repositoryPath: string;

  constructor(scope: Construct, path: string, options: FolderOptions = {}) {
    // The slash keeps it apart from a Kustomization named like the directory, which is how most are named.
    super(scope, `${path}/`, path, options);
    this.repositoryPath = fleetOf(scope).repositoryPath(this.path);
  }

  /** Another directory, for a Kustomization that this one holds; `path` counts from the output's root. */
  directory(path: string, options?: FolderOptions): Directory {
    return new Directory(this, path, options);
  }
}
