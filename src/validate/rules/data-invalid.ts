import { asObject } from "../../objects/json.js";
import { pointerOf } from "../../objects/pointer.js";
import type { ObjectRule, Spot } from "../rule.js";

const KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Data of a ConfigMap or Secret that the API server refuses: what is not text, base64 that is none, keys with
 * other characters than files have.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export const dataInvalid: ObjectRule = {
  code: "data-invalid",
  kinds: ["/ConfigMap", "/Secret"],
  *check({ object }) {
    const encoded = object.kind === "Secret" ? "data" : "binaryData";
    for (const field of ["data", "stringData", "binaryData"]) {
      for (const [key, value] of Object.entries(asObject(object[field]))) {
        yield* judge(field, key, value, field === encoded && object.sops === undefined);
      }
    }
  },
};

function* judge(field: string, key: string, value: unknown, isEncoded: boolean): Generator<Spot> {
  const pointer = `/${field}${pointerOf([key])}`;
  if (!KEY.test(key) && !key.includes("${")) {
    const message = `The key "${key}" may have letters, digits, -, _ and . only.`;
    yield { pointer, part: "key", message, hint: "Correct the key." };
  }
  if (typeof value !== "string") {
    if (value === null) return;
    const message = `The value of ${key} is ${JSON.stringify(value)}; a text is expected.`;
    yield {
      pointer,
      message,
      hint: typeof value === "object" ? "Write it as a text (key: |)." : `Quote it: "${String(value)}".`,
    };
  } else if (isEncoded && !value.includes("${") && !BASE64.test(value.replaceAll(/\s/g, ""))) {
    const hint = field === "data" ? "Encode it, or move it to stringData." : "Encode it, or move it to data.";
    yield { pointer, message: `The value of ${key} is not base64.`, hint };
  }
}
