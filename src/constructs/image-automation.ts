import { Construct } from "constructs";
import type { Duration } from "../flux/duration.js";
import type { ImagePolicySpecFields } from "../flux/generated/image-policy.js";
import type { ImageRepositorySpec } from "../flux/generated/image-repository.js";
import type { ImageUpdateAutomationGitCommitAuthor } from "../flux/generated/image-update-automation.js";
import type { ObjectHandle } from "../flux/ref.js";
import { Directory } from "./directory.js";
import { imageTag } from "./image-marker.js";
import { ImagePolicy } from "./image-policy.js";
import { ImageRepository } from "./image-repository.js";
import { ImageUpdateAutomation } from "./image-update-automation.js";

/** One image to watch. */
export interface WatchedImage {
  /** Address without tag: `ghcr.io/stefanprodan/podinfo`. */
  readonly image: string;
  /** Which tag is the latest. */
  readonly policy: ImagePolicySpecFields["policy"];
  readonly filterTags?: ImagePolicySpecFields["filterTags"];
  /** Further fields of the ImageRepository: credentials, tags to leave out. */
  readonly repository?: Partial<ImageRepositorySpec>;
}

/** What is watched, and where new tags are committed. */
export interface ImageAutomationProps<N extends string> {
  /** How often registries are asked and commits are made. */
  readonly interval: Duration;
  /** The repository that holds the markers. */
  readonly sourceRef: ObjectHandle<"GitRepository">;
  /** Directory whose markers are set, as Flux reads it or of this program. Default: the whole repository. */
  readonly path?: string | Directory;
  /** Branch to start from. */
  readonly branch: string;
  /** Branch to push to, for a pull request. Default: `branch`. */
  readonly pushBranch?: string;
  readonly author: ImageUpdateAutomationGitCommitAuthor;
  /** Images by the name that their ImageRepository and ImagePolicy get. */
  readonly images: Readonly<Record<N, WatchedImage>>;
}

/**
 * Keeps image tags current: an ImageRepository and an ImagePolicy for each image, and one ImageUpdateAutomation,
 * named as the construct, that commits what the policies choose. {@link ImageAutomation.tag} writes the marker that
 * says where.
 *
 * @see https://fluxcd.io/flux/guides/image-update/
 *
 * @example
 * const images = new ImageAutomation(prod, "images", {
 *   interval: "10m",
 *   sourceRef: repo,
 *   branch: "main",
 *   author: { name: "Flux", email: "flux@example.com" },
 *   images: { podinfo: { image: "ghcr.io/stefanprodan/podinfo", policy: { semver: { range: "6.x" } } } },
 * });
 * new HelmRelease(prod, "podinfo", {
 *   interval: "10m",
 *   chartRef: podinfo,
 *   values: { image: { tag: images.tag("podinfo", "6.5.0") } },
 * });
 */
export class ImageAutomation<N extends string = string> extends Construct {
  readonly policies: Readonly<Record<N, ImagePolicy>>;

  constructor(scope: Construct, id: string, props: ImageAutomationProps<N>) {
    super(scope, id);
    const { interval, sourceRef, path, branch, pushBranch = branch, author, images } = props;
    const entries = Object.entries<WatchedImage>(images);
    const policies = entries.map(([name, image]) => [name, this.#watch(name, interval, image)]);
    this.policies = Object.fromEntries(policies) as Record<N, ImagePolicy>;
    new ImageUpdateAutomation(this, "automation", {
      metadata: { name: id },
      interval,
      sourceRef,
      git: { checkout: { ref: { branch } }, commit: { author }, push: { branch: pushBranch } },
      update: {
        ...(path === undefined ? {} : { path: path instanceof Directory ? path.repositoryPath : path }),
        strategy: "Setters",
      },
    });
  }

  /** A tag of an image that is kept current; see `imageTag`. */
  tag(name: N, initial: string): string {
    return imageTag(this.policies[name], initial);
  }

  #watch(
    name: string,
    interval: Duration,
    { image, policy, filterTags, repository }: WatchedImage,
  ): ImagePolicy {
    const metadata = { name };
    const images = new ImageRepository(this, `${name}-repository`, {
      metadata,
      interval,
      image,
      ...repository,
    });
    return new ImagePolicy(this, `${name}-policy`, {
      metadata,
      imageRepositoryRef: images,
      policy,
      ...(filterTags === undefined ? {} : { filterTags }),
    });
  }
}
