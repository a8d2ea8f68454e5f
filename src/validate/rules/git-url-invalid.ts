import { asString } from "../../objects/json.js";
import type { ObjectRule, Spot } from "../rule.js";
import { splitUrl } from "../url.js";

/**
 * A git URL that Flux refuses: it takes `https://`, `http://` and `ssh://`, not the short form of SCP.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#url
 */
export const gitUrlInvalid: ObjectRule = {
  code: "git-url-invalid",
  kinds: ["GitRepository"],
  *check({ spec }) {
    const url = asString(spec.url);
    if (url !== undefined && !url.includes("${")) yield* judge(url);
  },
};

function* judge(url: string): Generator<Spot> {
  const pointer = "/spec/url";
  const { scheme, host, port, path } = splitUrl(url);
  const short = scheme === "" ? /^([\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(url) : null;
  if (short) {
    const [, user = "git@", server = "", repository = ""] = short;
    const hint = `Write ssh://${user}${server}/${repository}.`;
    yield { pointer, message: `"${url}" is the short form of SSH, which Flux does not take.`, hint };
  } else if (!["http", "https", "ssh"].includes(scheme)) {
    const found = scheme === "" ? "has no scheme" : `has the scheme ${scheme}`;
    yield {
      pointer,
      message: `The URL "${url}" ${found}; Flux takes https, http and ssh.`,
      hint: "Correct the URL.",
    };
  } else if (host === "" || path.length < 2) {
    const lacks = host === "" ? "a host" : "the path of a repository";
    yield { pointer, message: `The URL "${url}" lacks ${lacks}.`, hint: "Complete the URL." };
  } else if (!/^\d*$/.test(port)) {
    const hint = `Put a / after the host: ${url.replace(`:${port}`, `/${port}`)}.`;
    yield { pointer, message: `"${port}" in the URL "${url}" is not a port.`, hint };
  }
}
