import type { ObjectRule } from "../rule.js";

/**
 * A receiver of type `generic` takes any request that knows its path.
 *
 * @see https://fluxcd.io/flux/components/notification/receivers/#generic-receiver
 */
export const receiverUnauthenticated: ObjectRule = {
  code: "receiver-unauthenticated",
  kinds: ["Receiver"],
  *check({ spec }) {
    if (spec.type !== "generic") return;
    yield {
      pointer: "/spec/type",
      message: "A receiver of type generic does not check who calls it.",
      hint: "Use generic-hmac, generic-oidc, or the type of the caller.",
    };
  },
};
