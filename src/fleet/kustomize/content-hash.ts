import { createHash } from "node:crypto";
import type { JsonValue } from "../../objects/json.js";
import { asString, isJsonObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";

const letters: Readonly<Record<string, string>> = { "0": "g", "1": "h", "3": "k", a: "m", e: "t" };

/**
 * The suffix that kustomize appends to the name of a generated ConfigMap or Secret: ten letters of a SHA-256
 * of its type and data, without letters that could spell words.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/
 */
export function contentHash(object: KubeObject): string {
  const hex = createHash("sha256")
    .update(goJson(hashedParts(object)))
    .digest("hex")
    .slice(0, 10);
  return hex.replace(/[013ae]/g, (letter) => letters[letter] ?? letter);
}

function hashedParts(object: KubeObject): JsonValue {
  const { kind, data, binaryData, stringData, type } = object;
  // kustomize means to hash the name too, but looks for it in a field that no object has.
  const name = "";
  if (kind === "ConfigMap") {
    const more = isJsonObject(binaryData) ? { binaryData } : {};
    return { ...more, data: data ?? "", kind, name };
  }
  if (kind === "Secret") {
    const more = isJsonObject(stringData) ? { stringData } : {};
    return { data: data ?? "", kind, name, ...more, type: asString(type) ?? "" };
  }
  return object;
}

/** JSON as Go writes it: keys sorted, and what HTML would mind escaped. */
function goJson(value: JsonValue): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => sorted(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}
