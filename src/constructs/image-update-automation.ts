import type { Construct } from "constructs";
import type { ImageUpdateAutomationSpec } from "../flux/generated/image-update-automation.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a ImageUpdateAutomation, and its metadata. */
export type ImageUpdateAutomationProps = FluxObjectProps & ImageUpdateAutomationSpec;

/**
 * Commits the images that policies choose to git, where markers say so (see `imageTag`).
 *
 * @see https://fluxcd.io/flux/components/image/imageupdateautomations/
 *
 * @example
 * new ImageUpdateAutomation(prod, "images", {
 *   interval: "30m",
 *   sourceRef: repo,
 *   git: {
 *     checkout: { ref: { branch: "main" } },
 *     commit: { author: { name: "Flux", email: "flux@example.com" } },
 *     push: { branch: "image-updates" },
 *   },
 *   update: { path: "./clusters/prod", strategy: "Setters" },
 * });
 */
export class ImageUpdateAutomation extends FluxObject<"ImageUpdateAutomation"> {
  constructor(scope: Construct, id: string, props: ImageUpdateAutomationProps) {
    super(scope, id, "ImageUpdateAutomation", props);
  }
}
