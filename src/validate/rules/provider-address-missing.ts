import { asString } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/** Types that know their address by themselves, or take it from elsewhere. */
const OPTIONAL = [
  "telegram",
  "pagerduty",
  "opsgenie",
  "datadog",
  "zulip",
  "googlepubsub",
  "azureeventhub",
  "nats",
];

/**
 * A provider that has neither an address nor a Secret that could hold one.
 *
 * @see https://fluxcd.io/flux/components/notification/providers/#address
 */
export const providerAddressMissing: ObjectRule = {
  code: "provider-address-missing",
  kinds: ["Provider"],
  *check({ spec, scope }) {
    const type = asString(spec.type);
    if (scope.isFragmentary || type === undefined || OPTIONAL.includes(type)) return;
    if (spec.address || spec.secretRef) return;
    yield {
      pointer: "/spec/type",
      message: `A provider of type ${type} needs an address.`,
      hint: "Set spec.address, or put the address into the Secret of spec.secretRef.",
    };
  },
};
