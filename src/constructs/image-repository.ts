import type { Construct } from "constructs";
import type { ImageRepositorySpec } from "../flux/generated/image-repository.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a ImageRepository, and its metadata. */
export type ImageRepositoryProps = FluxObjectProps & ImageRepositorySpec;

/**
 * A container image whose tags Flux lists.
 *
 * @see https://fluxcd.io/flux/components/image/imagerepositories/
 *
 * @example
 * const images = new ImageRepository(prod, "podinfo", { interval: "5m", image: "ghcr.io/stefanprodan/podinfo" });
 */
export class ImageRepository extends FluxObject<"ImageRepository"> {
  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id, "ImageRepository", props);
  }
}
