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
let places: readonly (readonly [apiVersion: string, kind: string])[] | undefined;
let definitions: ReadonlyMap<string, string> | undefined;
const read = new Map<string, CrdSchema>();

/**
 * The schema of a kind that Kubernetes itself serves, as far as the API server holds to it; undefined for other
 * kinds, and for versions that are alpha, beta or gone. A definition is read when its fields are first asked for,
 * and shared: a schema may hold itself, as that of a CustomResourceDefinition does.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export function findKubernetesSchema(apiVersion: string, kind: string): CrdSchema | undefined {
  const definition = definitionsOfKinds().get(`${apiVersion}/${kind}`);
  return definition === undefined ? undefined : schemaOf(definition);
}

/** The kinds that Kubernetes serves in a version of one of its groups; none where the version is not one of them. */
export function kubernetesKindsIn(apiVersion: string): readonly string[] {
  return placesOfKinds()
    .filter(([version]) => version === apiVersion)
    .map(([, kind]) => kind);
}

/** The API versions in which Kubernetes serves a kind, the newest last. */
export function kubernetesVersionsOf(kind: string): readonly string[] {
  return placesOfKinds()
    .filter(([, name]) => name === kind)
    .map(([version]) => version);
}

function placesOfKinds(): readonly (readonly [apiVersion: string, kind: string])[] {
  places ??= [...definitionsOfKinds().keys()].map((place) => {
    const end = place.lastIndexOf("/");
    return [place.slice(0, end), place.slice(end + 1)] as const;
  });
  return places;
}

function definitionsOfKinds(): ReadonlyMap<string, string> {
  kinds ??= byFirstWord(kubernetesKinds);
  return kinds;
}

/** The schema of `metadata`, of any kind. */
export function objectMetaSchema(): CrdSchema {
  return schemaOf("meta.v1.ObjectMeta");
}

function byFirstWord(lines: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const line of lines.split("\n")) {
    const end = line.indexOf(" ");
    if (end > 0) map.set(line.slice(0, end), line.slice(end + 1));
  }
  return map;
}

function schemaOf(definition: string, nullable = false): CrdSchema {
  const key = nullable ? `${definition}?` : definition;
  let known = read.get(key);
  if (known === undefined) {
    definitions ??= byFirstWord(kubernetesDefinitions);
    known = new Definition(definitions.get(definition) ?? "", nullable);
    read.set(key, known);
  }
  return known;
}

/** The schema of a definition. Most objects use few of those that their kind may hold, so each waits to be read. */
class Definition implements CrdSchema {
  readonly type = "object";
  readonly nullable: boolean;
  readonly #text: string;
  #properties: Readonly<Record<string, CrdSchema>> | undefined;
  #required: readonly string[] | undefined;

  constructor(text: string, nullable: boolean) {
    this.#text = text;
    this.nullable = nullable;
  }

  get properties(): Readonly<Record<string, CrdSchema>> {
    this.#properties ??= Object.fromEntries(
      this.#fields().map(([name, , type]) => [name, typeOf(type)] as const),
    );
    return this.#properties;
  }

  get required(): readonly string[] {
    this.#required ??= this.#fields().flatMap(([name, mark]) => (mark === "!" ? [name] : []));
    return this.#required;
  }

  #fields(): (readonly [name: string, mark: string, type: string])[] {
    return this.#text.split(",").map((field) => {
      const end = field.search(/[:!]/);
      return [field.slice(0, end), field.charAt(end), field.slice(end + 1)] as const;
    });
  }
}

function typeOf(text: string, nullable = false): CrdSchema {
  if (text.startsWith("@")) return schemaOf(text.slice(1), nullable);
  const schema = words.get(text) ?? compound(text);
  return nullable ? { ...schema, nullable } : schema;
}

/** A map, a list, or a text of which the default or the members are known. */
function compound(text: string): CrdSchema {
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
 * an item where it need not tell items apart.
 */
function listOf(keys: string, type: string): CrdSchema {
  if (keys === "") return { type: "array", items: typeOf(type, true) };
  const items = typeOf(type);
  if (keys === "=") return { type: "array", items, "x-kubernetes-list-type": "set" };
  return {
    type: "array",
    items,
    "x-kubernetes-list-type": "map",
    "x-kubernetes-list-map-keys": keys.split("+"),
  };
}
