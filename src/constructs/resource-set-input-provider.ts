import type { Construct } from "constructs";
import type { ResourceSetInputProviderSpec } from "../flux/generated/resource-set-input-provider.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a ResourceSetInputProvider, and its metadata. */
export type ResourceSetInputProviderProps = FluxObjectProps & ResourceSetInputProviderSpec;

/**
 * Inputs for ResourceSets that the Flux Operator reads from elsewhere: pull requests, branches, tags.
 *
 * @see https://fluxoperator.dev/docs/crd/resourcesetinputprovider/
 *
 * @example
 * new ResourceSetInputProvider(prod, "pull-requests", {
 *   type: "GitHubPullRequest",
 *   url: "https://github.com/acme/app",
 *   filter: { labels: ["preview"], limit: 5 },
 * });
 */
export class ResourceSetInputProvider extends FluxObject<"ResourceSetInputProvider"> {
  constructor(scope: Construct, id: string, props: ResourceSetInputProviderProps) {
    super(scope, id, "ResourceSetInputProvider", props);
  }
}
