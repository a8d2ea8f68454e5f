import type { Node, Pair } from "yaml";
import { isCollection, isMap, isScalar, Scalar } from "yaml";
import type { PlaceNode } from "./place-tree.js";
import { resolveTagged } from "./resolve-tagged.js";
import type { ScalarReader } from "./scalar-reader.js";

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

/**
 * The key that a node becomes, or undefined for what is none. Aliases are for the caller to resolve.
 *
 * @param isTop whether its map is the document itself
 * @param isInFlow whether its map is in braces
 */
export function keyName(
  scalars: ScalarReader,
  node: Node | null,
  isTop: boolean,
  isInFlow: boolean,
): string | undefined {
  if (!isScalar(node)) return undefined;
  const text = textOf(node);
  if (node.tag) {
    const value = resolveTagged(scalars, node.tag, text);
    if (typeof value === "string") return value;
    scalars.differs = true;
    return value === undefined || value === null || scalars.reader === "kustomize"
      ? undefined
      : String(value);
  }
  return node.type === Scalar.PLAIN || node.type === undefined ? scalars.key(text, isTop, isInFlow) : text;
}

/** Offset of a node's first character in the text that the library was given. */
export function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/**
 * The places of a node and of all in it.
 *
 * @param base offset of the library's text in its file
 * @param key the key that the node is the value of
 * @param isTop whether the node is the document itself
 */
export function placesOf(
  scalars: ScalarReader,
  node: Node | null,
  base: number,
  key?: Node,
  isTop = false,
): PlaceNode {
  const place = { value: base + startOf(node), ...(key === undefined ? {} : { key: base + startOf(key) }) };
  if (node === null || !isCollection(node)) return place;
  const entries = new Map<string, PlaceNode>();
  node.items.forEach((item, i) => {
    if (isMap(node)) {
      const pair = item as Pair<Node, Node | null>;
      const name = keyName(scalars, pair.key, isTop, node.flow === true);
      if (name === undefined) return;
      const at = base + startOf(pair.key);
      entries.set(
        name,
        isAbsent(pair.value) ? { value: at, key: at } : placesOf(scalars, pair.value, base, pair.key),
      );
    } else entries.set(String(i), placesOf(scalars, item as Node, base));
  });
  return { ...place, entries };
}

/** Whether nothing is written for a value: its place is that of its key. */
function isAbsent(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.type === Scalar.PLAIN && node.source === "");
}
