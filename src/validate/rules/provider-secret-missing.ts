import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/** Types that do nothing without a token. */
const TOKEN = [
  "bitbucket",
  "bitbucketserver",
  "datadog",
  "generic-hmac",
  "gitea",
  "giteapullrequestcomment",
  "github",
  "githubdispatch",
  "githubpullrequestcomment",
  "gitlab",
  "gitlabmergerequestcomment",
  "matrix",
  "telegram",
];

/**
 * A provider of a type that needs a token, without a Secret.
 *
 * @see https://fluxcd.io/flux/components/notification/providers/#secret-reference
 */
export const providerSecretMissing: ObjectRule = {
  code: "provider-secret-missing",
  kinds: ["Provider"],
  *check({ spec, scope }) {
    const type = asString(spec.type);
    if (scope.isFragmentary || type === undefined || !TOKEN.includes(type) || spec.secretRef) return;
    yield {
      pointer: "/spec/type",
      message: `A provider of type ${type} needs spec.secretRef, with a token.`,
      hint: "Create the Secret, and name it in spec.secretRef.",
    };
  },
};
