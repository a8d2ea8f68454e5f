import type { FluxKind } from "../../flux/kinds.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { findAt, formatPointer } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/** Fields that the CRDs still have and mark as deprecated, with what to do instead. */
const deprecated: Readonly<Partial<Record<FluxKind, Readonly<Record<JsonPointer, string>>>>> = {
  Alert: { "/spec/summary": "Set a summary entry in spec.eventMetadata." },
  Provider: {
    "/spec/interval": "Remove it: it has had no effect since v1beta3.",
    "/spec/proxy": "Name a Secret in spec.proxySecretRef.",
  },
  HelmRelease: { "/spec/install/skipCRDs": "Set spec.install.crds to Skip." },
};

/** A field that works today and will be removed. */
export const fieldDeprecated: ObjectRule = {
  code: "field-deprecated",
  kinds: ["Alert", "Provider", "HelmRelease"],
  *check({ object, flux }) {
    for (const [pointer, hint] of Object.entries(deprecated[flux as FluxKind] ?? {})) {
      if (findAt(object, pointer) === undefined) continue;
      yield { pointer, part: "key", message: `${formatPointer(pointer)} of ${flux} is deprecated.`, hint };
    }
  },
};
