import { asObject } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * A semver range beside a tag or digest. (A tag beside a digest is how tools pin an image, and is fine.)
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#reference
 */
export const ociRefSeveral: ObjectRule = {
  code: "oci-ref-several",
  kinds: ["OCIRepository"],
  *check({ spec }) {
    const ref = asObject(spec.ref);
    if (!ref.semver || !(ref.tag || ref.digest)) return;
    const [counts, ignored] = ref.digest ? ["digest", "semver"] : ["semver", "tag"];
    yield {
      pointer: `/spec/ref/${ignored}`,
      part: "key",
      message: `spec.ref.${ignored} is ignored, since spec.ref.${counts} counts.`,
      hint: "Keep the one that is meant.",
    };
  },
};
