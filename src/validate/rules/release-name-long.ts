import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/** Longest name of a Helm release. */
const MAX_RELEASE_NAME = 53;

/**
 * A release whose name, made of the target namespace and the name, is longer than Helm takes. Flux shortens it
 * with a hash, so that the release is not called what one looks for.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#release-name
 */
export const releaseNameLong: ObjectRule = {
  code: "release-name-long",
  kinds: ["HelmRelease"],
  *check({ spec, name }) {
    if (spec.releaseName !== undefined) return;
    const target = asString(spec.targetNamespace);
    const release = target === undefined ? name : `${target}-${name}`;
    if (release.length <= MAX_RELEASE_NAME || name.length > 253) return;
    yield {
      pointer: "/metadata/name",
      message: `The release would be called "${release}", ${release.length} characters; Flux shortens it to ${MAX_RELEASE_NAME}, with a hash.`,
      hint: "Set spec.releaseName.",
    };
  },
};
