import type { JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerOf } from "../../objects/pointer.js";
import { holdsNoSecret } from "../holds-no-secret.js";
import type { ObjectRule } from "../rule.js";

/** Keys that hold a secret itself, not the name of one. */
const SECRET_KEY =
  /(password|passwd|passphrase|token|api[-_]?key|secret[-_]?key|access[-_]?key|private[-_]?key)$/i;
/** What such a key holds when it names something else than a secret, or nothing. */
const HARMLESS =
  /^$|^(true|false|null|none|disabled|enabled|changeme)$|^[/<{]|\$[({]|\{\{|^arn:|^https?:\/\//i;
/** The name of a variable, as of a key in a Secret. */
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
/** Beside such a key, `secretKey: token` is the name of a key in that Secret. */
const NAMES_SECRET = /^existing.*secret|^from.*secret|secret(?:name|ref)$/i;

/**
 * A password or token as a literal in the values of a release.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#values-references
 */
export const valuesSecretInClear: ObjectRule = {
  code: "values-secret-in-clear",
  kinds: ["HelmRelease"],
  *check({ spec }) {
    for (const [pointer, key] of secretsIn(spec.values ?? null, "/spec/values")) {
      yield {
        pointer,
        message: `The Helm value ${key} holds a secret in clear text.`,
        hint: "Take it from a Secret with spec.valuesFrom.",
      };
    }
  },
};

function isLiteral(text: string): boolean {
  return text.length > 5 && !HARMLESS.test(text) && !VARIABLE.test(text) && !holdsNoSecret(text);
}

function* secretsIn(value: JsonValue, pointer: JsonPointer): Generator<[JsonPointer, string]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* secretsIn(item, `${pointer}/${index}`);
  } else if (isJsonObject(value)) {
    const namesSecret = Object.keys(value).some((key) => NAMES_SECRET.test(key));
    for (const [key, child] of Object.entries(value)) {
      if (namesSecret && /key$/i.test(key)) continue;
      const below = pointer + pointerOf([key]);
      if (typeof child === "string" && SECRET_KEY.test(key) && isLiteral(child)) {
        yield [below, key];
      } else if (child !== undefined) yield* secretsIn(child, below);
    }
  }
}
