import { asObject } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * A repository without any reference: Flux follows the branch `master`, which most repositories no longer have.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#reference
 */
export const gitRefMissing: ObjectRule = {
  code: "git-ref-missing",
  kinds: ["GitRepository"],
  *check({ spec, scope }) {
    if (scope.isFragmentary || Object.keys(asObject(spec.ref)).length > 0) return;
    yield {
      pointer: "/spec",
      part: "key",
      message: "spec.ref is not set, so Flux follows the branch master.",
      hint: "Set spec.ref.branch.",
    };
  },
};
