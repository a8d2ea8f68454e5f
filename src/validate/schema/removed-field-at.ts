import type { FluxKind } from "../../flux/kinds.js";
import type { RemovedField } from "../../flux/removed.js";
import { removedFieldsOf } from "../../flux/removed.js";
import type { JsonPointer } from "../../objects/pointer.js";

/** The removed field that a pointer names; a rule of its own speaks of it, so the schema need not. */
export function removedFieldAt(kind: FluxKind | undefined, pointer: JsonPointer): RemovedField | undefined {
  return kind && removedFieldsOf(kind).find((field) => field.pointer === pointer);
}
