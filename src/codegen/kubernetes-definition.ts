import { asArray, asObject, asString, isJsonObject, type JsonObject } from "../objects/json.js";
import { isRequired, membersOf } from "./kubernetes-enforcement.js";

/** A definition as the facts have it, and the names of those that it refers to. */
export interface Definition {
  readonly line: string;
  readonly refs: readonly string[];
}

export interface DefinitionContext {
  /** All definitions, by short name. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** Members of fields, by `definition.field`. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** Whether it is a kind: its `status` is then nobody's to write, and stays open. */
  readonly isTop: boolean;
}

/** Definitions that say nothing of their form because Go reads them itself. */
const WORDS: Readonly<Record<string, string>> = {
  "resource.Quantity": "quantity",
  "intstr.IntOrString": "intOrString",
  "meta.v1.Time": "time",
  "meta.v1.MicroTime": "time",
};

/** The name of a definition without what all names have: `core.v1.ContainerPort`. */
export function shortName(name: string): string {
  return name
    .replace(/^.*\//, "")
    .replace(/^io\.k8s\.api\./, "")
    .replace(/^io\.k8s\..*\.(?=\w+\.v\d\w*\.\w+$)/, "")
    .replace(/^io\.k8s\..*\.(?=\w+\.\w+$)/, "");
}

/**
 * A definition in one line: its name, then its fields in the order of their names, with `!` before the type of a
 * required one and `:` before that of any other.
 */
export function definitionOf(name: string, schema: JsonObject, context: DefinitionContext): Definition {
  const required = new Set(asArray(schema.required));
  const properties = Object.entries(asObject(schema.properties)).sort(([a], [b]) => (a < b ? -1 : 1));
  const refs: string[] = [];
  const fields = properties.map(([field, value]) => {
    const place = `${name}.${field}`;
    const mark = isRequired(place, required.has(field)) ? "!" : ":";
    if (context.isTop && field === "status") return `${field}${mark}any`;
    const type = typeOf(asObject(value), context.schemas, membersOf(place, context.enums.get(place)));
    refs.push(...(/(?<=@).*$/.exec(type) ?? []));
    return `${field}${mark}${mark === "!" ? "" : defaultOf(asObject(value))}${type}`;
  });
  return { line: `${name} ${fields.join(",")}`, refs };
}

/** The type of a value in words: `int`, `[]string`, `[name]@core.v1.EnvVar`, `{}quantity`, `TCP=(SCTP|TCP|UDP)`. */
function typeOf(
  schema: JsonObject,
  schemas: DefinitionContext["schemas"],
  members?: readonly string[],
): string {
  const ref = refOf(schema);
  if (ref !== undefined)
    return WORDS[ref] ?? (hasFields(schemas.get(ref)) ? `@${ref}` : wordFor(schemas.get(ref)));
  switch (schema.type) {
    case "array":
      return `[${keysOf(schema)}]${typeOf(asObject(schema.items), schemas, members)}`;
    case "object":
      if (!isJsonObject(schema.additionalProperties)) return "object";
      return `{}${typeOf(schema.additionalProperties, schemas)}`;
    case "string":
      return members ? `(${members.join("|")})` : wordOf(schema.format);
    case "integer":
      return "int";
    case "boolean":
    case "number":
      return schema.type;
    default:
      return "any";
  }
}

function wordOf(format: unknown): string {
  if (format === "byte") return "bytes";
  return format === "date-time" ? "time" : "string";
}

/** What tells the items of a list apart. */
function keysOf(schema: JsonObject): string {
  if (schema["x-kubernetes-list-type"] === "set") return "=";
  return asArray(schema["x-kubernetes-list-map-keys"]).join("+");
}

/** A default counts where what tells items apart is left out: that is a text, or a number that is required. */
function defaultOf({ default: value }: JsonObject): string {
  return typeof value === "string" ? `${value}=` : "";
}

/** The definition that a schema refers to: alone, or within an `allOf` of one. */
export function refOf(schema: JsonObject): string | undefined {
  const [only] = asArray(schema.allOf);
  const ref = asString(schema.$ref) ?? asString(asObject(only).$ref);
  return ref === undefined ? undefined : shortName(ref);
}

function hasFields(schema: JsonObject | undefined): boolean {
  return schema?.properties !== undefined;
}

/** A definition without fields takes anything, or any map. */
function wordFor(schema: JsonObject | undefined): string {
  return schema?.type === "object" ? "object" : "any";
}
