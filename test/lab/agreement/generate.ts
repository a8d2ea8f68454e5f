import type { Random } from "./random.js";

/** The part of a schema of a CustomResourceDefinition that values are made from. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly Json[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
}

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Texts among which one fits nearly every pattern of Flux. */
const TEXTS = [
  "web",
  "10m",
  "1h30m",
  "app.kubernetes.io/name",
  "https://example.test/x",
  "oci://registry.example.test/x",
  "ssh://git@example.test/x",
  "@app",
  "@app/deploy/**",
  "@artifact/",
  "sha256:0123456789abcdef",
  "True",
  "12",
  "spec.values[0]",
  "2026-01-01T00:00:00Z",
] as const;

/**
 * A value that a schema allows, as far as types, members, forms and bounds go; rules in CEL may refuse it.
 * Undefined where none of our texts has the form that is asked for.
 */
export function generate(schema: Schema, random: Random, depth = 0): Json | undefined {
  if (schema.enum !== undefined) return random.pick(schema.enum);
  switch (schema.type) {
    case "object":
      return generateObject(schema, random, depth);
    case "array":
      return generateArray(schema, random, depth);
    case "boolean":
      return random.chance(0.5);
    case "integer":
    case "number":
      return Math.min(Math.max(random.integer(20), schema.minimum ?? 0), schema.maximum ?? 20);
    case "string":
      return generateText(schema, random);
    default:
      return random.pick([1, "text", true]);
  }
}

function generateObject(schema: Schema, random: Random, depth: number): Json | undefined {
  const result: Record<string, Json> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isRequired = schema.required?.includes(name) === true;
    if (!isRequired && !random.chance(depth > 3 ? 0.05 : 0.25)) continue;
    const value = generate(property, random, depth + 1);
    if (value !== undefined) result[name] = value;
    else if (isRequired) return undefined;
  }
  const more = schema.additionalProperties;
  if (typeof more === "object" && random.chance(0.7)) {
    const value = generate(more, random, depth + 1);
    if (value !== undefined) result["some-key"] = value;
  }
  if (schema["x-kubernetes-preserve-unknown-fields"] === true) result.anything = { goes: [1, "two", null] };
  return result;
}

function generateArray(
  { items = {}, minItems = 0, maxItems = 3 }: Schema,
  random: Random,
  depth: number,
): Json {
  const count = Math.min(Math.max(minItems, random.integer(3)), maxItems);
  return Array.from({ length: count }, () => generate(items, random, depth + 1)).filter(
    (item) => item !== undefined,
  );
}

function generateText(schema: Schema, random: Random): string | undefined {
  const fits = TEXTS.filter(
    (text) =>
      (schema.pattern === undefined || new RegExp(schema.pattern).test(text)) &&
      text.length >= (schema.minLength ?? 0) &&
      text.length <= (schema.maxLength ?? 1000) &&
      (schema.format !== "date-time" || text.includes("T00:")),
  );
  return fits.length === 0 ? undefined : random.pick(fits);
}
