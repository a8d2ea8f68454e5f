import type { Node, Pair } from "yaml";
import { isCollection, isMap, isScalar, Scalar } from "yaml";
import type { PlaceNode } from "./place-tree.js";
import { resolveKey } from "./resolve-scalar.js";
import { resolveTagged } from "./resolve-tagged.js";

/** The text of a scalar before the library makes something of its tag. */
export function textOf(node: Scalar): string {
  return node.source ?? String(node.value ?? "");
}

/** Whether a key merges the maps behind it: `<<` without quotes. */
export function isMergeKey(key: Node | null): key is Scalar {
  return (
    isScalar(key) &&
    textOf(key) === "<<" &&
    (key.type === Scalar.PLAIN || key.tag?.endsWith("merge") === true)
  );
}

/** The key that a node becomes, or undefined for what is none. Aliases are for the caller to resolve. */
export function keyName(node: Node | null): string | undefined {
  if (!isScalar(node)) return undefined;
  const text = textOf(node);
  if (node.tag) {
    const value = resolveTagged(node.tag, text);
    return value === undefined || value === null ? undefined : String(value);
  }
  return node.type === Scalar.PLAIN || node.type === undefined ? resolveKey(text) : text;
}

/** Offset of a node's first character in the text that the library was given. */
export function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/** The places of a node and of all in it; `base` is the offset of the library's text in its file. */
export function placesOf(node: Node | null, base: number, key?: Node): PlaceNode {
  const place = { value: base + startOf(node), ...(key === undefined ? {} : { key: base + startOf(key) }) };
  if (node === null || !isCollection(node)) return place;
  const entries = new Map<string, PlaceNode>();
  node.items.forEach((item, i) => {
    if (isMap(node)) {
      const pair = item as Pair<Node, Node | null>;
      const name = keyName(pair.key);
      if (name === undefined) return;
      const at = base + startOf(pair.key);
      entries.set(name, isAbsent(pair.value) ? { value: at, key: at } : placesOf(pair.value, base, pair.key));
    } else entries.set(String(i), placesOf(item as Node, base));
  });
  return { ...place, entries };
}

/** Whether nothing is written for a value: its place is that of its key. */
function isAbsent(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.type === Scalar.PLAIN && node.source === "");
}
