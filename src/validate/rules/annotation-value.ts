import { suggestion } from "../../diagnostics/did-you-mean.js";
import { annotations } from "../../flux/annotations.js";
import { asObject } from "../../objects/json.js";
import { pointerOf } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

const SWITCH = ["enabled", "disabled"];
const PREFIX = "kustomize.toolkit.fluxcd.io/";

/** The annotations of kustomize-controller and the values that it knows, whatever their case. */
const values: Readonly<Record<string, readonly string[]>> = {
  [annotations.reconcile]: SWITCH,
  [annotations.prune]: SWITCH,
  [annotations.force]: SWITCH,
  [annotations.substitute]: SWITCH,
  [annotations.decrypt]: SWITCH,
  [annotations.ssa]: ["Override", "Merge", "IfNotPresent", "Ignore"],
};
/** What kustomize-controller writes itself. */
const written = [`${PREFIX}name`, `${PREFIX}namespace`, `${PREFIX}checksum`];

/**
 * An annotation of kustomize-controller with a value that it does not know, or a key that it does not know: it
 * is passed over in silence, and the object is pruned, forced or substituted after all.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
 */
export const annotationValue: ObjectRule = {
  code: "annotation-value",
  kinds: "every",
  *check({ object }) {
    for (const [key, value] of Object.entries(asObject(object.metadata.annotations))) {
      if (!key.startsWith(PREFIX) || typeof value !== "string") continue;
      const pointer = `/metadata/annotations${pointerOf([key])}`;
      const known = values[key];
      if (known === undefined) {
        if (written.includes(key)) continue;
        const message = `kustomize-controller has no annotation ${key}.${suggestion(key, Object.keys(values))}`;
        yield { pointer, part: "key", message, hint: "Correct the key of the annotation." };
      } else if (!known.some((member) => member.toLowerCase() === value.toLowerCase())) {
        const near = suggestion(value, known);
        const message = `${key} is "${value}", which Flux does not know; it takes ${known.join(", ")}.${near}`;
        yield { pointer, message, hint: "Use one of the values that Flux knows." };
      }
    }
  },
};
