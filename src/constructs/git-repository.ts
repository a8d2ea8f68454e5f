import type { Construct } from "constructs";
import type { GitRepositorySpec } from "../flux/generated/git-repository.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a GitRepository, and its metadata. */
export type GitRepositoryProps = FluxObjectProps & GitRepositorySpec;

/**
 * A git repository that Flux clones and keeps current, for Kustomizations and HelmReleases to take from.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/
 *
 * @example
 * const repo = new GitRepository(prod, "web-apps", {
 *   interval: "1m",
 *   url: "https://github.com/techresolve/prod-apps",
 *   ref: { branch: "main" },
 * });
 */
export class GitRepository extends FluxObject<"GitRepository"> {
  constructor(scope: Construct, id: string, props: GitRepositoryProps) {
    super(scope, id, "GitRepository", props);
  }
}
