import { findCrdSchema } from "../../src/flux/crd-facts.js";
import type { CrdSchema } from "../../src/flux/crd-schema.js";
import { apiVersionOf, type FluxKind } from "../../src/flux/kinds.js";
import type { JsonValue } from "../../src/objects/json.js";
import type { KubeObject } from "../../src/objects/kube-object.js";

/** Values that are wrong in most places, each in another way. */
const STRAY: readonly JsonValue[] = [
  ...[null, 1, 1.5, "x", "", true, [], {}, ["x"], [null], [[]], [{}], { stray: 1 }],
  ...["5 minutes", "1d", "-1m", "A_B", "😀".repeat(260), "x".repeat(2049)],
];
/** Texts for patterns: for each pattern of Flux's kinds at least one matches. */
const TEXTS = [
  "5m",
  "1h30m",
  "500ms",
  "https://h/x",
  "http://h",
  "ssh://h",
  "oci://h/x",
  "@art/x",
  "@artifact/x",
  "@abc",
  "abc",
  "a-b",
  "^x",
  "",
  "v.yaml",
  "a.b[0]",
];
/** How often something is broken on purpose. Never, too: half of the objects should be sound. */
const FAULT_RATES = [0, 0, 0.01, 0.03, 0.1];

/** Makes objects of a kind by its schema, sound and broken ones. The same seed gives the same objects. */
export class RandomObjects {
  private faultRate = 0;

  constructor(
    private seed: number,
    private readonly faultRates: readonly number[] = FAULT_RATES,
  ) {}

  object(kind: FluxKind, name: string): KubeObject {
    this.faultRate = this.pick(this.faultRates);
    const spec = this.value(findCrdSchema(kind)?.properties?.spec ?? {}, 0);
    const base = { apiVersion: apiVersionOf(kind), kind, metadata: { name } };
    return this.chance(this.faultRate / 2) ? { ...base, spec, stray: 1 } : { ...base, spec };
  }

  private value(schema: CrdSchema, depth: number): JsonValue {
    if (this.chance(this.faultRate)) return this.pick(STRAY);
    if (schema.enum) return this.pick(schema.enum);
    switch (schema.type) {
      case "string":
        return this.text(schema);
      case "boolean":
        return this.chance(0.5);
      case "integer":
      case "number":
        return Math.floor(this.next() * 100);
      case "array": {
        const length = Math.max(schema.minItems ?? 0, Math.floor(this.next() * 3));
        return Array.from({ length }, () => this.value(schema.items ?? {}, depth + 1));
      }
      case "object":
        return this.fields(schema, depth);
      default:
        return this.pick([1, "x", { a: null }, [1]]);
    }
  }

  private fields(schema: CrdSchema, depth: number): JsonValue {
    const entries: [string, JsonValue][] = [];
    for (const [field, child] of Object.entries(schema.properties ?? {})) {
      const isRequired = schema.required?.includes(field);
      if (this.chance(isRequired ? 1 - this.faultRate / 2 : depth < 2 ? 0.35 : 0.5)) {
        entries.push([field, this.value(child, depth + 1)]);
      }
    }
    const { additionalProperties } = schema;
    if (typeof additionalProperties === "object") {
      const keys = ["a", "b.c", "d~e"].filter(() => this.chance(0.4));
      for (const key of keys) entries.push([key, this.value(additionalProperties, depth + 1)]);
    }
    if (this.chance(this.faultRate))
      entries.push([this.pick(["stray", "interval", "name"]), this.pick(STRAY)]);
    return Object.fromEntries(entries);
  }

  private text({ pattern, minLength = 0, maxLength = 20 }: CrdSchema): string {
    if (pattern === undefined) {
      const least = Math.max(minLength, 1);
      return "a".repeat(least + Math.floor(this.next() * Math.max(1, Math.min(maxLength, 20) - least)));
    }
    const matching = TEXTS.filter((text) => new RegExp(pattern, "u").test(text) && text.length >= minLength);
    return this.pick(matching.length > 0 ? matching : TEXTS);
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  private chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A linear congruential generator: enough to spread, and the same everywhere. */
  private next(): number {
    this.seed = (this.seed * 1664525 + 1013904223) % 4294967296;
    return this.seed / 4294967296;
  }
}
