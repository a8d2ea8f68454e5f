import { asObject } from "../../objects/json.js";
import { listItems } from "../list-items.js";
import type { ObjectRule } from "../rule.js";

/**
 * An image repository, and so its credentials, for the policies of every namespace.
 *
 * @see https://fluxcd.io/flux/components/image/imagerepositories/#access-from
 */
export const imageAccessOpen: ObjectRule = {
  code: "image-access-open",
  kinds: ["ImageRepository"],
  *check({ object }) {
    for (const [pointer, selector] of listItems(object, "/spec/accessFrom/namespaceSelectors")) {
      if (Object.keys(asObject(selector.matchLabels)).length > 0) continue;
      yield {
        pointer,
        message: "An empty selector lets image policies of every namespace use this repository.",
        hint: "Select namespaces by label, such as kubernetes.io/metadata.name.",
      };
    }
  },
};
