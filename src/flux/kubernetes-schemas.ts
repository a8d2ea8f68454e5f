import type { CrdSchema } from "./crd-schema.js";
import { kubernetesDefinitions, kubernetesKinds } from "./generated/kubernetes-text.js";

export { kubernetesVersion } from "./generated/kubernetes-text.js";

/**
 * Whether a schema asks for a number or a text such as `500m`, `128Mi` or `1e3`. No CustomResourceDefinition can:
 * it has to say a type with every format.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function takesQuantity({ type, format }: CrdSchema): boolean {
  return format === "quantity" && type === undefined;
}

/** Whether a text is a quantity. */
export function isQuantity(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(text);
}

const OPEN: CrdSchema = { "x-kubernetes-preserve-unknown-fields": true };

/** Types that are no definitions. */
const words: ReadonlyMap<string, CrdSchema> = new Map<string, CrdSchema>([
  ["any", OPEN],
  ["object", { ...OPEN, type: "object" }],
  ["string", { type: "string" }],
  ["int", { type: "integer" }],
  ["number", { type: "number" }],
  ["boolean", { type: "boolean" }],
  ["time", { type: "string", format: "date-time" }],
  ["bytes", { type: "string", format: "byte" }],
  ["intOrString", { "x-kubernetes-int-or-string": true, minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }],
  ["quantity", { format: "quantity" }],
]);

let kinds: ReadonlyMap<string, string> | undefined;
let definitions: ReadonlyMap<string, string> | undefined;
const read = new Map<string, CrdSchema>();

/**
 * The schema of a kind that Kubernetes itself serves, as far as the API server holds to it; undefined for other
 * kinds, and for versions that are alpha or gone. Definitions are read when first asked for, and shared: a schema
 * may hold itself, as that of a CustomResourceDefinition does.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export function findKubernetesSchema(apiVersion: string, kind: string): CrdSchema | undefined {
  kinds ??= byFirstWord(kubernetesKinds);
  const definition = kinds.get(`${apiVersion}/${kind}`);
  return definition === undefined ? undefined : schemaOf(definition);
}

/** The schema of `metadata`, of any kind. */
export function objectMetaSchema(): CrdSchema {
  return schemaOf("meta.v1.ObjectMeta");
}

function byFirstWord(lines: string): ReadonlyMap<string, string> {
  return new Map(
    lines.split("\n").map((line) => {
      const end = line.indexOf(" ");
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}

/** A definition is noted down before its fields are read, so that it may refer to itself. */
function schemaOf(definition: string): CrdSchema {
  const known = read.get(definition);
  if (known !== undefined) return known;
  definitions ??= byFirstWord(kubernetesDefinitions);
  const properties: Record<string, CrdSchema> = {};
  const required: string[] = [];
  const schema: CrdSchema = { type: "object", properties, required };
  read.set(definition, schema);
  for (const field of (definitions.get(definition) ?? "").split(",")) {
    const [, name = "", mark, type = ""] = /^([^:!]+)([:!])(.*)$/.exec(field) ?? [];
    properties[name] = typeOf(type);
    if (mark === "!") required.push(name);
  }
  return schema;
}

function typeOf(text: string): CrdSchema {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.startsWith("@")) return schemaOf(text.slice(1));
  if (text.startsWith("{}")) return { type: "object", additionalProperties: typeOf(text.slice(2)) };
  if (text.startsWith("["))
    return listOf(text.slice(1, text.indexOf("]")), text.slice(text.indexOf("]") + 1));
  const [, value, type = ""] = /^(?:([^=(]*)=)?(.*)$/.exec(text) ?? [];
  const members = type.startsWith("(") ? type.slice(1, -1).split("|") : undefined;
  return {
    type: "string",
    // An empty text is as good as none to the server.
    ...(members && { enum: ["", ...members] }),
    ...(value !== undefined && { default: value }),
  };
}

/**
 * `[]` is any list, `[=]` a set, `[name+port]` a list whose items differ in these fields. The server takes null as
 * an item where it has not to tell items apart.
 */
function listOf(keys: string, type: string): CrdSchema {
  const items = typeOf(type);
  if (keys === "") return { type: "array", items: { ...items, nullable: true } };
  if (keys === "=") return { type: "array", items, "x-kubernetes-list-type": "set" };
  return {
    type: "array",
    items,
    "x-kubernetes-list-type": "map",
    "x-kubernetes-list-map-keys": keys.split("+"),
  };
}
