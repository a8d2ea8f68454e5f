import { asObject, asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * A commit that is no full hash. Flux does not search for what a short one could mean.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#commit-example
 */
export const gitCommitInvalid: ObjectRule = {
  code: "git-commit-invalid",
  kinds: ["GitRepository"],
  *check({ spec }) {
    const commit = asString(asObject(spec.ref).commit);
    if (!commit || commit.includes("${") || /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(commit)) return;
    yield {
      pointer: "/spec/ref/commit",
      message: `"${commit}" is not the full hash of a commit (${commit.length} characters instead of 40).`,
      hint: "Write the full hash, as `git rev-parse` prints it.",
    };
  },
};
