import { asObject } from "../../objects/json.js";
import { pointerOf } from "../../objects/pointer.js";
import type { FleetRule } from "../rule.js";

/**
 * A variable in `data` of a Secret, whose values are base64: what is substituted is not encoded. Files are read,
 * since the variable is gone from what is built.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export const substituteInSecret: FleetRule = {
  code: "substitute-in-secret",
  reads: "files",
  *check({ files }) {
    for (const located of files.flatMap((file) => file.objects)) {
      const { apiVersion, kind, data } = located.object;
      if (apiVersion !== "v1" || kind !== "Secret") continue;
      for (const [key, value] of Object.entries(asObject(data))) {
        if (typeof value !== "string" || !/(^|[^$])\$\{/.test(value)) continue;
        yield {
          on: located,
          pointer: `/data${pointerOf([key])}`,
          message: `The variable in ${key} is put in as it is, and the data of a Secret must be base64.`,
          hint: "Move the key to stringData.",
        };
      }
    }
  },
};
