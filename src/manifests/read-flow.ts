import type { JsonValue } from "../objects/json.js";
import { maxDepth } from "./limits.js";
import type { PlaceNode } from "./place-tree.js";
import { isJsonScalar } from "./resolve-scalar.js";
import type { ScalarReader } from "./scalar-reader.js";
import { setOwn } from "./set-own.js";
import type { TextCursor } from "./text-cursor.js";
import { OUTSIDE } from "./text-cursor.js";

const SPACE = 0x20;
const DASH = 0x2d;
const LIST_START = 0x5b;
const MAP_START = 0x7b;
const COMMA = 0x2c;
const COLON = 0x3a;
const LIST_END = 0x5d;
const MAP_END = 0x7d;

/** Where plain scalars of a flow collection end, or leave the subset. */
const ENDS: ReadonlySet<number> = new Set([..."\n\t,[]{}#"].map((mark) => mark.charCodeAt(0)));

/** A value of a flow collection with its place. */
export interface FlowValue {
  readonly value: JsonValue;
  readonly place: PlaceNode;
}

/**
 * Reads a flow collection that begins at the cursor: `[a, "b"]`, `{a: 1, b: [2]}`, JSON. It may go over several lines, its
 * plain scalars may not; every entry of a map has a value; there is no comma behind the last. Throws OUTSIDE for else.
 *
 * @param depth how deep it is nested; 1 for a whole document
 * @param parent column of the map or list that the collection is a value in, -1 for a whole document
 */
export function readFlow(
  cursor: TextCursor,
  depth: number,
  parent: number,
  scalars: ScalarReader,
): FlowValue {
  return new FlowReader(cursor, parent, scalars).readCollection(depth);
}

class FlowReader {
  readonly #cursor: TextCursor;
  readonly #parent: number;
  readonly #scalars: ScalarReader;

  constructor(cursor: TextCursor, parent: number, scalars: ScalarReader) {
    this.#cursor = cursor;
    this.#parent = parent;
    this.#scalars = scalars;
  }

  readCollection(depth: number): FlowValue {
    if (depth > maxDepth) throw OUTSIDE;
    const begin = this.#cursor.at++;
    return this.#cursor.code(begin) === LIST_START
      ? this.#readList(depth, begin)
      : this.#readMap(depth, begin);
  }

  #readList(depth: number, begin: number): FlowValue {
    const value: JsonValue[] = [];
    const entries = new Map<string, PlaceNode>();
    this.#skipBlanks();
    let isOpen = !this.#skip(LIST_END);
    while (isOpen) {
      const item = this.#readValue(depth);
      entries.set(String(value.length), item.place);
      value.push(item.value);
      isOpen = this.#isFollowed(LIST_END);
    }
    return { value, place: { value: begin, entries } };
  }

  #readMap(depth: number, begin: number): FlowValue {
    const value: Record<string, JsonValue> = {};
    const entries = new Map<string, PlaceNode>();
    this.#skipBlanks();
    let isOpen = !this.#skip(MAP_END);
    while (isOpen) {
      const key = this.#cursor.at;
      const name = this.#readKey(depth === 1);
      if (Object.hasOwn(value, name)) throw OUTSIDE;
      const entry = this.#readValue(depth);
      setOwn(value, name, entry.value);
      const { value: at, entries: below } = entry.place;
      // Written out: Node 20 gives each object of `{ ...place, key }` a shape of its own.
      entries.set(name, below === undefined ? { value: at, key } : { value: at, key, entries: below });
      isOpen = this.#isFollowed(MAP_END);
    }
    return { value, place: { value: begin, entries } };
  }

  /** Reads a key, its colon and the blanks behind. */
  #readKey(isTop: boolean): string {
    const cursor = this.#cursor;
    const isQuoted = cursor.isQuote();
    const key = isQuoted ? cursor.readQuoted() : this.#scalars.key(this.#readPlain(), isTop, true);
    if (key === undefined || (key === "<<" && !isQuoted) || !this.#skip(COLON)) throw OUTSIDE;
    // Behind quotes the colon needs no blank, as in JSON.
    if (!isQuoted && cursor.code() !== SPACE) throw OUTSIDE;
    this.#skipBlanks();
    return key;
  }

  #readValue(depth: number): FlowValue {
    const cursor = this.#cursor;
    const code = cursor.code();
    if (code === LIST_START || code === MAP_START) return this.readCollection(depth + 1);
    const place = { value: cursor.at };
    if (cursor.isQuote()) return { value: cursor.readQuoted(), place };
    const value = this.#scalars.plain(this.#readPlain(), true);
    if (!isJsonScalar(value)) throw OUTSIDE;
    return { value, place };
  }

  #readPlain(): string {
    const cursor = this.#cursor;
    // A dash may begin a number, but before a mark or a blank it is an error.
    if (!cursor.isPlainStart() || (cursor.code() === DASH && ENDS.has(cursor.code(cursor.at + 1))))
      throw OUTSIDE;
    const begin = cursor.at;
    let at = begin;
    for (let code = cursor.code(at); !ENDS.has(code); code = cursor.code(++at)) {
      if (code !== COLON) continue;
      const next = cursor.code(at + 1);
      if (next === SPACE) break;
      if (ENDS.has(next)) throw OUTSIDE;
    }
    cursor.at = at;
    while (cursor.code(at - 1) === SPACE) at--;
    // A blank before the colon of a key is left to the whole parser.
    if (at === begin || (at < cursor.at && cursor.code() === COLON)) throw OUTSIDE;
    return cursor.text.slice(begin, at);
  }

  /** Reads the comma before a further entry, or the closing mark. */
  #isFollowed(closing: number): boolean {
    this.#skipBlanks();
    if (this.#skip(closing)) return false;
    if (!this.#skip(COMMA)) throw OUTSIDE;
    this.#skipBlanks();
    return true;
  }

  #skip(code: number): boolean {
    const isThere = this.#cursor.code() === code;
    if (isThere) this.#cursor.at++;
    return isThere;
  }

  /** Skips blanks, and goes to the next line of content, which must be deeper than what the collection is in. */
  #skipBlanks(): void {
    const cursor = this.#cursor;
    if (!cursor.isLineDone()) return;
    cursor.at = cursor.lineEnd(cursor.at) + 1;
    cursor.startLine();
    if (cursor.indent <= this.#parent) throw OUTSIDE;
  }
}
