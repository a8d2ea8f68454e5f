import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/** Addresses whose path is the token: who reads it can post. */
const WEBHOOKS =
  /^https:\/\/(hooks\.slack\.com\/services|discord(app)?\.com\/api\/webhooks|[\w.-]*webhook\.office\.com|outlook\.office\.com\/webhook|chat\.googleapis\.com\/v1\/spaces|open\.(larksuite|feishu)\.(com|cn)\/open-apis\/bot|webhooks\.webex\.com)\b/i;

/**
 * A webhook address that is a secret, in clear text.
 *
 * @see https://fluxcd.io/flux/components/notification/providers/#address
 */
export const providerAddressSecret: ObjectRule = {
  code: "provider-address-secret",
  kinds: ["Provider"],
  *check({ spec }) {
    const address = asString(spec.address) ?? "";
    if (!WEBHOOKS.test(address) || address.includes("${")) return;
    yield {
      pointer: "/spec/address",
      message: "Whoever reads this address can post in its channel.",
      hint: "Put it under the key address into the Secret of spec.secretRef.",
    };
  },
};
