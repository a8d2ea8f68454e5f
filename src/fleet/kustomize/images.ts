import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { asString, isJsonObject } from "../../objects/json.js";
import type { Item } from "./build-plan.js";
import { below } from "./build-plan.js";
import { entryOf, withEntry } from "./entries.js";
import type { FieldSpec } from "./field-spec.js";
import { updateFields } from "./field-spec.js";
import { goPattern } from "./go-pattern.js";
import { buildFailure } from "./problem.js";
import { noteSet } from "./provenance.js";
import type { Resource } from "./resource.js";
import { withObject } from "./resource.js";

/** Image fields outside lists of containers. */
export const imageSpecs: readonly FieldSpec[] = [
  { path: "spec/volumes[]/image/reference" },
  { path: "spec/template/spec/volumes[]/image/reference" },
];

/**
 * The resources with an image replaced wherever a list of containers names it, in objects of any kind but CRDs.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
 */
export function replaceImages(
  resources: readonly Resource[],
  image: Item<JsonObject>,
  specs: readonly FieldSpec[],
  report: (diagnostic: Diagnostic) => void,
): readonly Resource[] {
  try {
    return resources.map((resource) => replaceImage(resource, image, specs));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(buildFailure(below(image.at, "name"), `The name of the image cannot be read: ${error.message}.`));
    return resources;
  }
}

function replaceImage(resource: Resource, image: Item<JsonObject>, specs: readonly FieldSpec[]): Resource {
  const change = (value: JsonValue | undefined): JsonValue | undefined =>
    typeof value === "string" ? changedImage(value, image.value) : value;
  let next = resource;
  if (resource.object.kind !== "CustomResourceDefinition") {
    next = withObject(next, walk(next.object, change, image) as JsonObject);
  }
  return updateFields(next, specs, change, image.at);
}

type Change = (value: JsonValue | undefined) => JsonValue | undefined;

function walk(node: JsonValue, change: Change, image: Item<JsonObject>): JsonValue {
  if (Array.isArray(node)) {
    const items = node as readonly JsonValue[];
    const next = items.map((item) => walk(item, change, image));
    return next.some((item, i) => item !== items[i]) ? noteSet(next, items, [], image.at) : node;
  }
  if (!isJsonObject(node)) return node;
  let result: JsonObject = node;
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== "object" || value === null) continue;
    let next = walk(value, change, image);
    if ((key === "containers" || key === "initContainers") && Array.isArray(next)) {
      next = changeContainers(next as readonly JsonValue[], change, image);
    }
    if (next !== value) result = noteSet(withEntry(result, key, next), result, [], image.at);
  }
  return result;
}

function changeContainers(
  items: readonly JsonValue[],
  change: Change,
  image: Item<JsonObject>,
): readonly JsonValue[] {
  const next = items.map((item) => {
    if (!isJsonObject(item)) return item;
    const [old, now] = [entryOf(item, "image"), change(entryOf(item, "image"))];
    return now === old || now === undefined
      ? item
      : noteSet(withEntry(item, "image", now), item, ["image"], image.at);
  });
  return next.some((item, i) => item !== items[i]) ? noteSet(next, items, [], image.at) : items;
}

/** What may follow the name of an image. */
const TAG_AND_DIGEST = "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$";

function changedImage(value: string, image: JsonObject): string {
  const wanted = asString(image.name) ?? "";
  if (!goPattern(wanted, { before: "^", after: TAG_AND_DIGEST })(value)) return value;
  const parts = splitImage(value);
  const name = asString(image.newName) || parts.name;
  const [newTag, newDigest, suffix] = [textOf(image.newTag), textOf(image.digest), textOf(image.tagSuffix)];
  let { tag, digest } = parts;
  if (newTag !== "" || newDigest !== "") [tag, digest] = [newTag, newDigest];
  else if (suffix !== "") [tag, digest] = [tag + suffix, ""];
  return name + (tag === "" ? "" : `:${tag}`) + (digest === "" ? "" : `@${digest}`);
}

/** Tags look like numbers often enough that YAML reads them so. */
function textOf(value: JsonValue | undefined): string {
  return value === undefined || value === null ? "" : String(value);
}

/** An image reference in its parts; a colon before the first slash belongs to the registry's port. */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const [before = "", digest = ""] = splitOnce(image, "@");
  const colon = before.indexOf(":", Math.max(0, before.indexOf("/")));
  return colon < 0
    ? { name: before, tag: "", digest }
    : { name: before.slice(0, colon), tag: before.slice(colon + 1), digest };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
