import { ScalarReader } from "../../manifests/scalar-reader.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import { pointerOf } from "../../objects/pointer.js";
import { updateAt } from "./field-spec.js";
import type { ReadText } from "./inline-text.js";
import { noteSet } from "./provenance.js";
import type { Resource } from "./resource.js";
import { withObject } from "./resource.js";

/**
 * The resource with texts for annotations: kustomize takes numbers and booleans as they were written, so that
 * `prometheus.io/scrape: true` and a date are texts in the cluster. Labels stay what they are.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.1/api/resource/resource.go (RemoveBuildAnnotations)
 */
export function textAnnotations(resource: Resource, readText: ReadText): Resource {
  const { annotations } = resource.object.metadata as JsonObject;
  if (!isJsonObject(annotations) || Object.values(annotations).every(isText)) return resource;
  const entries = Object.entries(annotations).map(([key, value]): [string, JsonValue] => [
    key,
    isText(value) ? value : writtenText(resource, key, value ?? null, readText),
  ]);
  const texts = noteSet<JsonObject>(Object.fromEntries(entries), annotations, [], undefined);
  return withObject(
    resource,
    updateAt(resource.object, ["metadata", "annotations"], false, () => texts, undefined),
  );
}

/** Whether an annotation is a text already; what looks like a time may have been one, which also stays as written. */
function isText(value: JsonValue | undefined): value is string {
  return typeof value === "string" && !/^\d{4}-\d\d-\d\dT/.test(value);
}

/** The text of a scalar as it stands in its file; as JSON when it came another way, such as through an alias. */
function writtenText({ origin }: Resource, key: string, value: JsonValue, readText: ReadText): string {
  if (typeof value === "object" && value !== null) return "";
  const { file, line, column } = origin.locate(`/metadata/annotations${pointerOf([key])}`);
  const rest =
    readText(file)
      ?.split("\n")
      [line - 1]?.slice(column - 1) ?? "";
  const [word = ""] = /^[^\s,[\]{}#]*/.exec(rest) ?? [];
  if (new ScalarReader("kustomize").plain(word, false) === value) return word;
  return value === null ? "" : String(value);
}
