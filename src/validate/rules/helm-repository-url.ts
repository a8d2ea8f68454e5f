import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";
import { splitUrl } from "../url.js";

/**
 * A Helm repository whose URL does not fit its type: `oci://` goes with `type: oci`, and nothing else does.
 *
 * @see https://fluxcd.io/flux/components/source/helmrepositories/#helm-oci-repository
 */
export const helmRepositoryUrl: ObjectRule = {
  code: "helm-repository-url",
  kinds: ["HelmRepository"],
  *check({ spec }) {
    const url = asString(spec.url);
    if (url === undefined || url.includes("${")) return;
    const { scheme } = splitUrl(url);
    const pointer = "/spec/url";
    if (scheme === "oci" && spec.type !== "oci") {
      yield { pointer, message: `The URL "${url}" needs spec.type to be oci.`, hint: "Add type: oci." };
    } else if (scheme !== "oci" && spec.type === "oci") {
      const message = `The URL "${url}" does not start with oci://, though spec.type is oci.`;
      yield {
        pointer,
        message,
        hint: `Write oci://${url.replace(/^[a-z]+:\/\//i, "")}, or remove type: oci.`,
      };
    } else if (!["http", "https", "oci"].includes(scheme)) {
      const message = `The URL "${url}" is neither http, https nor oci.`;
      yield { pointer, message, hint: "Write the URL that `helm repo add` takes." };
    }
  },
};
