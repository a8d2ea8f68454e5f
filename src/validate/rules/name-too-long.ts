import { ownerLabels } from "../../flux/annotations.js";
import { MAX_LABEL } from "../names.js";
import type { ObjectRule } from "../rule.js";

/**
 * A name that fits an object but not a label. Flux labels whatever it applies with the name of the Kustomization
 * or HelmRelease, and the API server then refuses every object.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export const nameTooLong: ObjectRule = {
  code: "name-too-long",
  kinds: ["Kustomization", "HelmRelease"],
  *check({ flux, name }) {
    if (name.length <= MAX_LABEL || name.length > 253) return;
    const label = flux === "HelmRelease" ? ownerLabels.helmReleaseName : ownerLabels.kustomizationName;
    yield {
      pointer: "/metadata/name",
      message: `The name has ${name.length} characters; as the label ${label} it may have ${MAX_LABEL}.`,
      hint: `Shorten the name to ${MAX_LABEL} characters.`,
    };
  },
};
