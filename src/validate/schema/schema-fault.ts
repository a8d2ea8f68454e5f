import type { CrdSchema } from "../../flux/crd-schema.js";
import type { JsonValue } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerOf, pointerStep } from "../../objects/pointer.js";

/** What is wrong with a value, by the schema of its place. */
export type SchemaFault = { readonly pointer: JsonPointer; readonly schema: CrdSchema } & FoundFault;

/** A fault without its place. */
export type FoundFault =
  | { readonly fault: "unknown-field"; readonly name: string }
  | { readonly fault: "required"; readonly name: string }
  | { readonly fault: "type" | "enum" | "pattern" | "format"; readonly value: JsonValue }
  | { readonly fault: "range"; readonly value: JsonValue; readonly bound: string }
  | { readonly fault: "duplicate"; readonly value: JsonValue; readonly keys: readonly string[] }
  | { readonly fault: "combination"; readonly value: JsonValue };

/** Whether a text has the form that a pattern of a schema asks for. */
export type Matches = (pattern: string, text: string) => boolean;

/**
 * One walk through a value: where it is, and what it found. Faults are pushed, not yielded, and pointers are made
 * for faults alone: this is run for every value of a fleet, nearly all of which are sound.
 */
export class Walk {
  readonly faults: SchemaFault[] = [];
  /** Keys and indexes from the object to the value that is looked at. */
  readonly path: (string | number)[] = [];

  constructor(readonly matches: Matches) {}

  /** Notes a fault at the place of the walk, or one step below it. */
  report(schema: CrdSchema, found: FoundFault, below?: string | number): void {
    const pointer = pointerOf(this.path) + (below === undefined ? "" : pointerStep(below));
    this.faults.push({ pointer, schema, ...found });
  }
}
