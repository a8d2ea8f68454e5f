import { asString } from "../../objects/json.js";
import type { ObjectRule, Spot } from "../rule.js";
import { splitUrl } from "../url.js";

/**
 * The URL of an OCI repository that Flux refuses: without `oci://`, or with a tag or digest, which stand in
 * `spec.ref`.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#url
 */
export const ociUrlInvalid: ObjectRule = {
  code: "oci-url-invalid",
  kinds: ["OCIRepository"],
  *check({ spec }) {
    const url = asString(spec.url);
    if (url !== undefined && !url.includes("${")) yield* judge(url);
  },
};

function* judge(url: string): Generator<Spot> {
  const pointer = "/spec/url";
  const { scheme, host, path } = splitUrl(url);
  const [, tag] = /[^/]:([^/:@]+)$/.exec(path) ?? [];
  if (scheme !== "oci") {
    const message = `The URL "${url}" does not start with oci://.`;
    yield { pointer, message, hint: `Write oci://${url.replace(/^[a-z]+:\/\//i, "")}.` };
  } else if (path.includes("@")) {
    const digest = path.slice(path.indexOf("@") + 1);
    yield { pointer, message: `The URL "${url}" has a digest.`, hint: `Move ${digest} to spec.ref.digest.` };
  } else if (tag !== undefined) {
    yield { pointer, message: `The URL "${url}" has the tag ${tag}.`, hint: `Move ${tag} to spec.ref.tag.` };
  } else if (host === "" || path.length < 2) {
    const message = `The URL "${url}" lacks ${host === "" ? "a host" : "the path of a repository"}.`;
    yield { pointer, message, hint: "Complete the URL." };
  } else if (/[A-Z]/.test(path)) {
    const hint = `Write ${url.slice(0, -path.length)}${path.toLowerCase()}.`;
    yield { pointer, message: `The repository in "${url}" has upper case letters, which OCI refuses.`, hint };
  }
}
