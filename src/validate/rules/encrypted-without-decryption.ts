import { asObject } from "../../objects/json.js";
import { formatRef } from "../../objects/object-ref.js";
import type { ObjectRule } from "../rule.js";

/**
 * An object encrypted with SOPS in the path of a Kustomization that does not decrypt: the cipher text would be
 * applied, and the API server refuses the field `sops`.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption
 */
export const encryptedWithoutDecryption: ObjectRule = {
  code: "encrypted-without-decryption",
  kinds: "every",
  needs: "scope",
  *check(subject) {
    const { object, owner, scope } = subject;
    if (object.sops === undefined || owner === undefined) return;
    const build = scope.ownerOf(subject);
    if (build === undefined || asObject(build.kustomization.object.spec).decryption !== undefined) return;
    yield {
      pointer: "/sops",
      part: "key",
      message: `${formatRef(owner)} has no spec.decryption, so this ${object.kind} stays encrypted.`,
      hint: "Set spec.decryption of the Kustomization: provider sops, and the Secret with the key.",
    };
  },
};
