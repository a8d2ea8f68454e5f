import type { JsonPointer } from "../../objects/pointer.js";
import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";
import { isLocalHost, splitUrl } from "../url.js";

const URLS: readonly JsonPointer[] = ["/spec/url", "/spec/address", "/spec/endpoint", "/spec/image"];

/**
 * A connection over plain HTTP, or without a look at the certificate, to something outside the cluster: what
 * Flux applies can be exchanged on the way.
 *
 * @see https://fluxcd.io/flux/security/best-practices/
 */
export const insecureTransport: ObjectRule = {
  code: "insecure-transport",
  kinds: "flux",
  *check({ object, spec }) {
    for (const pointer of URLS) {
      const url = findAt(object, pointer);
      if (typeof url !== "string" || url.includes("${")) continue;
      const { scheme, host } = splitUrl(url);
      if (host === "" || isLocalHost(host)) continue;
      if (scheme === "http") {
        yield { pointer, message: `The URL "${url}" is not encrypted.`, hint: "Use https." };
      } else if (spec.insecure === true) {
        const message = `insecure: true connects to ${host} without encryption or a valid certificate.`;
        yield {
          pointer: "/spec/insecure",
          message,
          hint: "Remove it, and name the certificate in certSecretRef.",
        };
      }
    }
  },
};
