import type { Construct } from "constructs";
import type { ImagePolicySpec } from "../flux/generated/image-policy.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a ImagePolicy, and its metadata. */
export type ImagePolicyProps = FluxObjectProps & ImagePolicySpec;

/**
 * Which of the tags of an ImageRepository is the latest.
 *
 * @see https://fluxcd.io/flux/components/image/imagepolicies/
 *
 * @example
 * const policy = new ImagePolicy(prod, "podinfo", {
 *   imageRepositoryRef: images,
 *   policy: { semver: { range: "6.x" } },
 * });
 */
export class ImagePolicy extends FluxObject<"ImagePolicy"> {
  constructor(scope: Construct, id: string, props: ImagePolicyProps) {
    super(scope, id, "ImagePolicy", props);
  }
}
