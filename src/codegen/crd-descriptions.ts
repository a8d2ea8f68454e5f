import { asObject, asString, isJsonObject, type JsonObject } from "../objects/json.js";
import type { FieldDocs } from "./field-doc.js";

/** The descriptions in a schema of a user's CRD, by path below it; "" is its own. */
export function descriptionsOf(schema: JsonObject, path = ""): FieldDocs {
  const { description, properties, items, additionalProperties } = schema;
  const text = asString(description)?.trim();
  const own: FieldDocs = text ? { [path]: { text: withoutTags(text) } } : {};
  const below = [
    ...Object.entries(asObject(properties)).map(([name, child]) =>
      descriptionsOf(asObject(child), path === "" ? name : `${path}.${name}`),
    ),
    isJsonObject(items) ? descriptionsOf(items, `${path}[]`) : {},
    isJsonObject(additionalProperties) ? descriptionsOf(additionalProperties, `${path}{}`) : {},
  ];
  return Object.assign(own, ...below);
}

/** A line that begins with `@` would be read as a tag. */
function withoutTags(text: string): string {
  return text.replace(/^(\s*)@/gm, "$1\\@");
}
