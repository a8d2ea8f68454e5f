import { listItems } from "../list-items.js";
import type { ObjectRule } from "../rule.js";

/**
 * Labels beside a name: labels choose only among all objects, `name: "*"`.
 *
 * @see https://fluxcd.io/flux/components/notification/alerts/#event-sources
 */
export const selectorWithoutWildcard: ObjectRule = {
  code: "selector-without-wildcard",
  kinds: ["Alert", "Receiver"],
  *check({ object, flux }) {
    for (const [pointer, item] of listItems(
      object,
      flux === "Alert" ? "/spec/eventSources" : "/spec/resources",
    )) {
      if (item.matchLabels === undefined || item.name === "*" || item.name === undefined) continue;
      yield {
        pointer: `${pointer}/matchLabels`,
        part: "key",
        message: `matchLabels counts only with the name "*", and the name is "${item.name}".`,
        hint: 'Set name: "*", or remove matchLabels.',
      };
    }
  },
};
