import type { ObjectRule } from "../rule.js";

/**
 * Fields that count for one type of Helm repository and stand in the other.
 *
 * @see https://fluxcd.io/flux/components/source/helmrepositories/#helm-oci-repository
 */
export const helmRepositoryIgnored: ObjectRule = {
  code: "helm-repository-ignored",
  kinds: ["HelmRepository"],
  *check({ spec }) {
    const isOci = spec.type === "oci";
    const ignored = isOci ? ["interval", "timeout", "suspend", "passCredentials"] : ["provider"];
    for (const field of ignored) {
      if (spec[field] === undefined || spec[field] === "generic") continue;
      yield {
        pointer: `/spec/${field}`,
        part: "key",
        message: `spec.${field} is ignored for a Helm repository ${isOci ? "of type oci" : "over HTTP"}.`,
        hint: isOci ? "Remove it, or use an OCIRepository." : "Remove it.",
      };
    }
  },
};
