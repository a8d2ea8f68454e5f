import { asArray } from "../../objects/json.js";
import { listItems } from "../list-items.js";
import type { ObjectRule } from "../rule.js";

/**
 * A path of drift detection that is no JSON pointer, such as `spec.replicas`: it matches nothing.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#ignore-rules
 */
export const driftPathInvalid: ObjectRule = {
  code: "drift-path-invalid",
  kinds: ["HelmRelease"],
  *check({ object }) {
    for (const [pointer, item] of listItems(object, "/spec/driftDetection/ignore")) {
      for (const [index, path] of asArray(item.paths).entries()) {
        if (typeof path !== "string" || path === "" || path.startsWith("/")) continue;
        const proposed = `/${path.replaceAll(".", "/")}`;
        yield {
          pointer: `${pointer}/paths/${index}`,
          message: `"${path}" is not a JSON pointer.`,
          hint: `Start it with / and separate the keys with /, such as "${proposed}".`,
        };
      }
    }
  },
};
