import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";
import { splitUrl } from "../url.js";

/**
 * An endpoint with a scheme, where the provider wants host and port; only Azure wants a URL.
 *
 * @see https://fluxcd.io/flux/components/source/buckets/#endpoint
 */
export const bucketEndpointInvalid: ObjectRule = {
  code: "bucket-endpoint-invalid",
  kinds: ["Bucket"],
  *check({ spec }) {
    const endpoint = asString(spec.endpoint);
    if (endpoint === undefined || endpoint.includes("${")) return;
    const { scheme } = splitUrl(endpoint);
    if (spec.provider === "azure" ? scheme === "https" || scheme === "http" : scheme === "") return;
    yield {
      pointer: "/spec/endpoint",
      message:
        scheme === ""
          ? `The endpoint "${endpoint}" of an Azure bucket has no scheme.`
          : `The endpoint "${endpoint}" has a scheme, where host and port are expected.`,
      hint: scheme === "" ? `Write https://${endpoint}.` : `Write ${endpoint.replace(/^\w+:\/\//, "")}.`,
    };
  },
};
