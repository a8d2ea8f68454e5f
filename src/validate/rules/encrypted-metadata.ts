import type { JsonPointer } from "../../objects/pointer.js";
import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

const PLAIN: readonly JsonPointer[] = ["/apiVersion", "/kind", "/metadata/name", "/metadata/namespace"];

/**
 * A manifest encrypted as a whole: what names an object must stay readable, since Flux builds before it decrypts.
 *
 * @see https://fluxcd.io/flux/guides/mozilla-sops/
 */
export const encryptedMetadata: ObjectRule = {
  code: "encrypted-metadata",
  kinds: "every",
  *check({ object }) {
    const pointer = PLAIN.find((field) => String(findAt(object, field) ?? "").startsWith("ENC["));
    if (pointer === undefined) return;
    yield {
      pointer,
      message: "apiVersion, kind and metadata are encrypted, so Flux cannot tell what the object is.",
      hint: "Encrypt data only: set encrypted_regex to ^(data|stringData)$ in .sops.yaml.",
    };
  },
};
