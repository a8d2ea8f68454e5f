import type { Construct } from "constructs";
import type { KustomizationSpec } from "../flux/generated/kustomization.js";
import { Directory } from "./directory.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a Kustomization, and its metadata. */
export type KustomizationProps = FluxObjectProps &
  Omit<KustomizationSpec, "path"> & {
    /** Directory in the source to build: as Flux reads it (`./apps/prod`), or a directory of this program. */
    readonly path?: string | Directory;
  };

/**
 * A directory of a source that Flux builds with kustomize, applies and keeps as it is in git.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 *
 * @example
 * const infra = new Kustomization(prod, "infra", {
 *   interval: "10m",
 *   sourceRef: repo,
 *   path: prod.directory("infra/prod"),
 *   prune: true,
 *   wait: true,
 * });
 * new Kustomization(prod, "apps", { interval: "10m", sourceRef: repo, path: "./apps/prod", prune: true, dependsOn: [infra] });
 */
export class Kustomization extends FluxObject<"Kustomization"> {
  constructor(scope: Construct, id: string, props: KustomizationProps) {
    const { path } = props;
    super(
      scope,
      id,
      "Kustomization",
      path instanceof Directory ? { ...props, path: path.repositoryPath } : props,
    );
  }
}
