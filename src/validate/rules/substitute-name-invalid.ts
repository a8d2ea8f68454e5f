import { asObject } from "../../objects/json.js";
import { pointerOf } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/**
 * A variable whose name substitution refuses: the whole build fails.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export const substituteNameInvalid: ObjectRule = {
  code: "substitute-name-invalid",
  kinds: ["Kustomization"],
  *check({ spec }) {
    for (const name of Object.keys(asObject(asObject(spec.postBuild).substitute))) {
      if (/^[_A-Za-z][_A-Za-z0-9]*$/.test(name)) continue;
      yield {
        pointer: `/spec/postBuild/substitute${pointerOf([name])}`,
        part: "key",
        message: `"${name}" cannot be the name of a variable: it may have letters, digits and _ only, and no digit first.`,
        hint: `Call it ${name.replaceAll(/[^_A-Za-z0-9]/g, "_").replace(/^(?=\d)/, "_")}.`,
      };
    }
  },
};
