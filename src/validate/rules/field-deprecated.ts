import type { FluxKind } from "../../flux/kinds.js";
import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/** Fields that the CRDs still have and mark as deprecated, with what to do instead. */
const deprecated: Readonly<Partial<Record<FluxKind, Readonly<Record<string, string>>>>> = {
  Alert: { "spec.summary": "Set a summary entry in spec.eventMetadata." },
  Provider: {
    "spec.interval": "Remove it: it has had no effect since v1beta3.",
    "spec.proxy": "Name a Secret in spec.proxySecretRef.",
  },
  HelmRelease: { "spec.install.skipCRDs": "Set spec.install.crds to Skip." },
};

/** A field that works today and will be removed. */
export const fieldDeprecated: ObjectRule = {
  code: "field-deprecated",
  kinds: ["Alert", "Provider", "HelmRelease"],
  *check({ object, flux }) {
    for (const [path, hint] of Object.entries(deprecated[flux as FluxKind] ?? {})) {
      const pointer = `/${path.replaceAll(".", "/")}`;
      if (findAt(object, pointer) === undefined) continue;
      yield { pointer, part: "key", message: `${path} of ${flux} is deprecated.`, hint };
    }
  },
};
