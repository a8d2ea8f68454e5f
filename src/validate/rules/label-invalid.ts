import type { JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import { pointerOf } from "../../objects/pointer.js";
import { labelValueFault, qualifiedNameFault } from "../names.js";
import type { ObjectRule, Spot } from "../rule.js";

/** All annotations of an object together, keys and values, in bytes. */
const MAX_ANNOTATIONS = 256 * 1024;

/** Labels and annotations as the API server checks them. */
export const labelInvalid: ObjectRule = {
  code: "label-invalid",
  kinds: "every",
  *check({ object: { metadata } }) {
    if (metadata.labels !== undefined) yield* judge("labels", metadata.labels);
    if (metadata.annotations !== undefined) yield* judge("annotations", metadata.annotations);
  },
};

function* judge(field: "labels" | "annotations", map: JsonValue): Generator<Spot> {
  if (map === null) return;
  if (!isJsonObject(map)) {
    yield {
      pointer: `/metadata/${field}`,
      message: `metadata.${field} is not a map.`,
      hint: "Write keys and values.",
    };
    return;
  }
  let size = 0;
  for (const [key, value] of Object.entries(map)) {
    yield* judgeEntry(field, key, value);
    size += key.length + String(value).length;
  }
  if (field === "annotations" && size > MAX_ANNOTATIONS) {
    const message = `The annotations have ${size} bytes together; the API server takes ${MAX_ANNOTATIONS}.`;
    yield { pointer: "/metadata/annotations", message, hint: "Move the data to a ConfigMap." };
  }
}

function* judgeEntry(
  field: "labels" | "annotations",
  key: string,
  value: JsonValue | undefined,
): Generator<Spot> {
  const pointer = `/metadata/${field}${pointerOf([key])}`;
  const noun = field === "labels" ? "label" : "annotation";
  const keyFault = key.includes("${")
    ? undefined
    : qualifiedNameFault(field === "labels" ? key : key.toLowerCase());
  if (keyFault !== undefined) {
    yield {
      pointer,
      part: "key",
      message: `The key of the ${noun} "${key}" is refused by the API server: ${keyFault}.`,
      hint: "Correct the key.",
    };
  }
  if (typeof value !== "string") {
    yield {
      pointer,
      message: `The ${noun} ${key} is ${JSON.stringify(value)}, which is not a text.`,
      hint: value === null ? "Give it a value, or remove it." : `Quote it: "${String(value)}".`,
    };
    return;
  }
  const fault = field === "labels" && !value.includes("${") ? labelValueFault(value) : undefined;
  if (fault === undefined) return;
  yield {
    pointer,
    message: `The label ${key} has the value "${value}", which the API server refuses: ${fault}.`,
    hint: "Use an annotation for free text.",
  };
}
