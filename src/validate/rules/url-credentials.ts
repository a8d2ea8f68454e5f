import type { JsonPointer } from "../../objects/pointer.js";
import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";
import { splitUrl } from "../url.js";

const FIELDS: readonly JsonPointer[] = ["/spec/url", "/spec/address", "/spec/endpoint", "/spec/sync/url"];

/**
 * User and password, or a token, in a URL that stands in git. The user of an SSH URL is no secret.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#secret-reference
 */
export const urlCredentials: ObjectRule = {
  code: "url-credentials",
  kinds: "flux",
  *check({ object }) {
    for (const pointer of FIELDS) {
      const url = findAt(object, pointer);
      if (typeof url !== "string" || !url.includes("@")) continue;
      const { scheme, user, password } = splitUrl(url);
      const isSecret = password !== "" || (user !== "" && scheme.startsWith("http"));
      if (!isSecret || url.includes("${")) continue;
      yield {
        pointer,
        message: "The URL has credentials in clear text.",
        hint: "Remove them from the URL, and name a Secret in spec.secretRef.",
      };
    }
  },
};
