import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * Git over SSH without a secret: Flux has no key of its own and trusts no host.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#ssh-authentication
 */
export const gitSshSecret: ObjectRule = {
  code: "git-ssh-secret",
  kinds: ["GitRepository"],
  *check({ spec, scope }) {
    const url = asString(spec.url) ?? "";
    if (scope.isFragmentary || !url.startsWith("ssh://") || spec.secretRef !== undefined) return;
    if (spec.provider === "azure" || spec.provider === "aws") return;
    yield {
      pointer: "/spec/url",
      message: "A repository over SSH needs spec.secretRef, with identity and known_hosts.",
      hint: "Create the Secret with `flux create secret git`, and name it in spec.secretRef.",
    };
  },
};
