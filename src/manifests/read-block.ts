import type { JsonObject, JsonValue } from "../objects/json.js";
import { maxDepth } from "./limits.js";
import type { PlaceNode } from "./place-tree.js";
import { readBlockScalar } from "./read-block-scalar.js";
import { readFlow } from "./read-flow.js";
import { readPlainLines } from "./read-plain-lines.js";
import { isJsonScalar } from "./resolve-scalar.js";
import type { ScalarReader } from "./scalar-reader.js";
import { setOwn } from "./set-own.js";
import { OUTSIDE, TextCursor } from "./text-cursor.js";

/** A longer key is for the whole parser to judge: YAML allows 1,024 characters. */
const LONGEST_KEY = 1000;

/** As many aliases of scalars can never be too many (see `isExcessiveAliasing`). */
const MOST_ALIASES = 100;

const NAME = /[\w-]+/y;
const ANCHOR = 0x26;
const ALIAS = 0x2a;
const PIPE = 0x7c;
const FOLD = 0x3e;
const LIST = 0x5b;
const MAP = 0x7b;

/** A document of the subset, as read. */
export interface BlockDocument {
  /** Undefined for a document without content. */
  readonly value: JsonValue | undefined;
  /** Where everything stands, when that was asked for. */
  readonly place: PlaceNode | undefined;
}

/**
 * Reads the part of YAML that manifests are written in: block maps and lists, keys on one line, plain, quoted and block
 * scalars, flow collections, JSON, anchors of scalars, comments. An order of magnitude faster than a whole parser.
 *
 * What it does not know for certain (tags, merge keys, quotes over several lines, and all that is wrong) it leaves: the
 * result is undefined, and a whole parser decides. What it does read is what that parser reads.
 *
 * @param scalars what scalars stand for
 * @param start offset of the document's `---` or first character
 * @param end offset behind its last
 * @param withPlaces whether to note where everything stands; for a document that somebody asks about
 */
export function readBlock(
  scalars: ScalarReader,
  text: string,
  start: number,
  end: number,
  withPlaces = false,
): BlockDocument | undefined {
  try {
    return new BlockReader(scalars, new TextCursor(text, start, end), withPlaces).read();
  } catch (error) {
    if (error !== OUTSIDE) throw error;
    return undefined;
  }
}

class BlockReader {
  readonly #scalars: ScalarReader;
  readonly #cursor: TextCursor;
  readonly #withPlaces: boolean;
  /** Scalars by anchor; undefined for maps and lists. */
  readonly #anchors = new Map<string, JsonValue | undefined>();
  #aliases = 0;
  #depth = 0;
  /** Where the value that was read last stands, and the places of what is in it. */
  #valueAt = 0;
  #entries: ReadonlyMap<string, PlaceNode> | undefined;

  constructor(scalars: ScalarReader, cursor: TextCursor, withPlaces: boolean) {
    this.#scalars = scalars;
    this.#cursor = cursor;
    this.#withPlaces = withPlaces;
  }

  read(): BlockDocument {
    const cursor = this.#cursor;
    if (cursor.text.startsWith("---", cursor.at) && cursor.isBlank(cursor.at + 3)) {
      cursor.at += 3;
      cursor.endLine();
    } else cursor.startLine();
    if (cursor.indent < 0) return { value: undefined, place: undefined };
    // A document in braces or brackets: JSON, for one.
    const isFlow = cursor.code() === LIST || cursor.code() === MAP;
    const value = isFlow ? this.#readScalar(-1) : this.#readBlock();
    if (cursor.indent >= 0) throw OUTSIDE;
    return { value, place: this.#withPlaces ? this.#place() : undefined };
  }

  /** A map or list that begins at the cursor. */
  #readBlock(): JsonValue {
    if (++this.#depth > maxDepth) throw OUTSIDE;
    const { indent } = this.#cursor;
    const value = this.#cursor.isDash() ? this.#readList(indent) : this.#readMap(indent);
    if (this.#cursor.indent > indent) throw OUTSIDE;
    this.#depth--;
    return value;
  }

  #readMap(indent: number): JsonObject {
    const target: Record<string, JsonValue> = {};
    const entries = this.#withPlaces ? new Map<string, PlaceNode>() : undefined;
    const begin = this.#cursor.at;
    do {
      const keyAt = this.#cursor.at;
      const key = this.#readKey();
      // A key that stands twice: the whole parser says so, and where.
      if (Object.hasOwn(target, key)) throw OUTSIDE;
      this.#startValue(keyAt);
      setOwn(target, key, this.#readEntryValue(indent));
      entries?.set(key, this.#place(keyAt));
    } while (this.#cursor.indent === indent);
    this.#startValue(begin, entries);
    return target;
  }

  /** Reads a key and its colon. */
  #readKey(): string {
    const cursor = this.#cursor;
    const begin = cursor.at;
    if (cursor.isQuote()) {
      const key = cursor.readQuoted();
      if (!this.#isKeyEnd() || cursor.at - begin > LONGEST_KEY) throw OUTSIDE;
      cursor.at++;
      return key;
    }
    const end = cursor.isPlainStart() ? cursor.plainKeyEnd() : -1;
    // Without a colon, with a blank before it, or too long: not a key, or not surely.
    if (end < 0 || end - begin > LONGEST_KEY || cursor.isBlank(end - 1)) throw OUTSIDE;
    const key = this.#scalars.key(cursor.text.slice(begin, end), this.#depth === 1, false);
    if (key === undefined || key === "<<") throw OUTSIDE;
    cursor.at = end + 1;
    return key;
  }

  #isKeyEnd(): boolean {
    return this.#cursor.code() === 0x3a && this.#cursor.isBlank(this.#cursor.at + 1);
  }

  /** The value behind a colon, or on the lines below it. */
  #readEntryValue(indent: number): JsonValue {
    const cursor = this.#cursor;
    if (!cursor.isLineDone()) return this.#readScalar(indent);
    cursor.endLine();
    // A list may stand at the column of its key.
    if (cursor.indent > indent || (cursor.indent === indent && cursor.isDash())) return this.#readBlock();
    return null;
  }

  #readList(indent: number): JsonValue[] {
    const items: JsonValue[] = [];
    const entries = this.#withPlaces ? new Map<string, PlaceNode>() : undefined;
    const begin = this.#cursor.at;
    do {
      items.push(this.#readItem(indent));
      entries?.set(String(items.length - 1), this.#place());
    } while (this.#cursor.indent === indent && this.#cursor.isDash());
    this.#startValue(begin, entries);
    return items;
  }

  #readItem(indent: number): JsonValue {
    const cursor = this.#cursor;
    const dash = cursor.at++;
    if (cursor.isLineDone()) {
      this.#startValue(cursor.at);
      cursor.endLine();
      return cursor.indent > indent ? this.#readBlock() : null;
    }
    if (!cursor.isDash() && !this.#isKey()) return this.#readScalar(indent);
    // A map or list that begins behind a dash is as deep as its column.
    cursor.indent = indent + (cursor.at - dash);
    return this.#readBlock();
  }

  /** Whether a key and its colon stand at the cursor, which stays where it is. */
  #isKey(): boolean {
    const cursor = this.#cursor;
    if (!cursor.isQuote()) return cursor.isPlainStart() && cursor.plainKeyEnd() >= 0;
    const begin = cursor.at;
    cursor.readQuoted();
    const isKey = this.#isKeyEnd();
    cursor.at = begin;
    return isKey;
  }

  /** A scalar or flow collection on the rest of this line, or a literal block below it. */
  #readScalar(indent: number): JsonValue {
    const cursor = this.#cursor;
    this.#startValue(cursor.at);
    const code = cursor.code();
    if (code === PIPE || code === FOLD) return readBlockScalar(cursor, indent);
    if (code === ANCHOR) return this.#readAnchored(indent);
    const value = this.#readInline(code, indent);
    cursor.endLine();
    // What stands deeper goes on with this scalar, or is wrong.
    if (cursor.indent > indent) throw OUTSIDE;
    return value;
  }

  #readInline(code: number, indent: number): JsonValue {
    const cursor = this.#cursor;
    if (code === LIST || code === MAP) return this.#readFlow(indent);
    if (code === ALIAS) return this.#readAlias();
    if (cursor.isQuote()) return cursor.readQuoted();
    if (!cursor.isPlainStart()) throw OUTSIDE;
    const value = this.#scalars.plain(readPlainLines(cursor, indent), false);
    if (!isJsonScalar(value)) throw OUTSIDE;
    return value;
  }

  /** A value with an anchor before it. Only scalars can be repeated by an alias here. */
  #readAnchored(indent: number): JsonValue {
    const cursor = this.#cursor;
    const name = this.#readName();
    if (cursor.isLineDone()) {
      cursor.endLine();
      if (cursor.indent <= indent) throw OUTSIDE;
      this.#anchors.set(name, undefined);
      return this.#readBlock();
    }
    // A second anchor, an alias, or a key with an anchor.
    if (cursor.code() === ANCHOR || cursor.code() === ALIAS || this.#isKey()) throw OUTSIDE;
    const value = this.#readScalar(indent);
    this.#anchors.set(name, typeof value === "object" ? undefined : value);
    return value;
  }

  #readAlias(): JsonValue {
    const value = this.#anchors.get(this.#readName());
    if (value === undefined || ++this.#aliases > MOST_ALIASES) throw OUTSIDE;
    return value;
  }

  /** The name of an anchor or alias, behind its mark. */
  #readName(): string {
    const cursor = this.#cursor;
    NAME.lastIndex = cursor.at + 1;
    const name = NAME.exec(cursor.text)?.[0] ?? "";
    cursor.at += 1 + name.length;
    if (name === "" || !cursor.isBlank(cursor.at)) throw OUTSIDE;
    return name;
  }

  #readFlow(parent: number): JsonValue {
    const { value, place } = readFlow(this.#cursor, this.#depth + 1, parent, this.#scalars);
    this.#entries = place.entries;
    return value;
  }

  #startValue(at: number, entries?: ReadonlyMap<string, PlaceNode>): void {
    this.#valueAt = at;
    this.#entries = entries;
  }

  #place(key?: number): PlaceNode {
    return {
      value: this.#valueAt,
      ...(key === undefined ? {} : { key }),
      ...(this.#entries === undefined ? {} : { entries: this.#entries }),
    };
  }
}
