import { asObject } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/** From the one that counts to the one that counts last. */
const PRECEDENCE = ["commit", "name", "semver", "tag", "branch"];

/**
 * Several references of which one counts. A branch beside a commit is fine: it says where to look for it.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#reference
 */
export const gitRefSeveral: ObjectRule = {
  code: "git-ref-several",
  kinds: ["GitRepository"],
  *check({ spec }) {
    const ref = asObject(spec.ref);
    const [first, ...others] = PRECEDENCE.filter((name) => ref[name] !== undefined && ref[name] !== "");
    const ignored = first === "commit" ? others.filter((name) => name !== "branch") : others;
    if (first === undefined || ignored.length === 0) return;
    yield {
      pointer: `/spec/ref/${ignored[0]}`,
      part: "key",
      message: `spec.ref.${ignored.join(" and spec.ref.")} is ignored, since spec.ref.${first} counts.`,
      hint: "Keep the one that is meant.",
    };
  },
};
