import type { EntryPart } from "../objects/origin.js";
import type { JsonPointer } from "../objects/pointer.js";
import { pointerPath } from "../objects/pointer.js";

/** Where the nodes of one document stand, as offsets into the text of its file. */
export interface PlaceNode {
  /** Offset of the value's first character. */
  readonly value: number;
  /** Offset of the key, for a value of a map. */
  readonly key?: number;
  /** Entries by key, or items by index as text. */
  readonly entries?: ReadonlyMap<string, PlaceNode>;
}

/**
 * The offset of what a pointer names. Where nothing stands there: the key (else the value) of the nearest parent
 * that does.
 */
export function offsetAt(root: PlaceNode, pointer: JsonPointer, part: EntryPart = "value"): number {
  let node = root;
  for (const step of pointerPath(pointer)) {
    const next = node.entries?.get(step);
    if (next === undefined) return node.key ?? node.value;
    node = next;
  }
  return part === "key" ? (node.key ?? node.value) : node.value;
}
