import { asObject } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * An OCI artifact by the tag `latest`, written or by default: what is applied changes without a trace in git.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#reference
 */
export const mutableTag: ObjectRule = {
  code: "mutable-tag",
  kinds: ["OCIRepository"],
  *check({ spec, scope }) {
    const { tag, semver, digest } = asObject(spec.ref);
    if (digest || semver || (tag && tag !== "latest") || scope.isFragmentary) return;
    yield {
      pointer: tag ? "/spec/ref/tag" : "/spec",
      ...(!tag && { part: "key" as const }),
      message: tag
        ? "The tag latest changes its content."
        : "Without spec.ref, Flux takes the tag latest, which changes its content.",
      hint: "Set a version in spec.ref.tag, a range in spec.ref.semver, or a digest.",
    };
  },
};
