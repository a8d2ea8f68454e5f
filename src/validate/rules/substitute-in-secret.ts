import { asObject } from "../../objects/json.js";
import { pointerOf } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/**
 * A variable in `data` of a Secret, whose values are base64: what is substituted is not encoded.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export const substituteInSecret: ObjectRule = {
  code: "substitute-in-secret",
  kinds: ["/Secret"],
  *check({ object }) {
    for (const [key, value] of Object.entries(asObject(object.data))) {
      if (typeof value !== "string" || !/(^|[^$])\$\{/.test(value)) continue;
      yield {
        pointer: `/data${pointerOf([key])}`,
        message: `The variable in ${key} is put in as it is, and the data of a Secret must be base64.`,
        hint: "Move the key to stringData.",
      };
    }
  },
};
