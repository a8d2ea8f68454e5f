import { asObject } from "../../objects/json.js";
import { pointerOf } from "../../objects/pointer.js";
import { holdsNoSecret } from "../holds-no-secret.js";
import type { ObjectRule } from "../rule.js";

/**
 * A Secret whose values stand in git for everybody to read: neither encrypted with SOPS nor filled in by
 * substitution or from a vault. Base64 is no encryption.
 *
 * @see https://fluxcd.io/flux/security/secrets-management/
 */
export const secretInClear: ObjectRule = {
  code: "secret-in-clear",
  kinds: ["/Secret"],
  *check({ object }) {
    if (object.sops !== undefined || object.type === "kubernetes.io/service-account-token") return;
    for (const field of ["data", "stringData"]) {
      for (const [key, value] of Object.entries(asObject(object[field]))) {
        if (typeof value !== "string" || !isReadable(field, value)) continue;
        yield {
          pointer: `/${field}${pointerOf([key])}`,
          message: `The value of ${key} stands in clear text in git.`,
          hint: "Encrypt it with SOPS, or let an ExternalSecret or SealedSecret create the Secret.",
        };
        return;
      }
    }
  },
};

function isReadable(field: string, value: string): boolean {
  const text = field === "data" ? Buffer.from(value, "base64").toString("utf8") : value;
  return [value, text].every(
    (form) => form.trim() !== "" && !form.startsWith("ENC[") && !form.includes("${") && !holdsNoSecret(form),
  );
}
