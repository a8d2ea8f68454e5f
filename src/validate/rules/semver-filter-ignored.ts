import { asObject } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * `semverFilter` without `semver`: there is nothing to filter.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#semverfilter-example
 */
export const semverFilterIgnored: ObjectRule = {
  code: "semver-filter-ignored",
  kinds: ["OCIRepository"],
  *check({ spec }) {
    const ref = asObject(spec.ref);
    if (!ref.semverFilter || (ref.semver && !ref.digest)) return;
    yield {
      pointer: "/spec/ref/semverFilter",
      part: "key",
      message: "spec.ref.semverFilter is ignored: it filters the tags that spec.ref.semver chooses from.",
      hint: "Set spec.ref.semver, or remove the filter.",
    };
  },
};
