import type { JsonObject, JsonValue } from "../objects/json.js";
import { maxDepth } from "./limits.js";
import type { PlaceNode } from "./place-tree.js";
import { isJsonScalar, resolveKey, resolvePlain } from "./resolve-scalar.js";
import { setOwn } from "./set-own.js";
import type { TextCursor } from "./text-cursor.js";
import { OUTSIDE } from "./text-cursor.js";

const SPACE = 0x20;
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
 * Reads a flow collection that begins at the cursor and ends on its line: `[a, "b"]`, `{a: 1, b: [2]}`. Every entry of a map
 * has a value; there is no comma behind the last. Throws OUTSIDE for anything else.
 */
export function readFlow(cursor: TextCursor, depth: number): FlowValue {
  if (depth > maxDepth) throw OUTSIDE;
  const at = cursor.at++;
  return cursor.code(at) === 0x5b ? readList(cursor, depth, at) : readMap(cursor, depth, at);
}

function readList(cursor: TextCursor, depth: number, begin: number): FlowValue {
  const value: JsonValue[] = [];
  const entries = new Map<string, PlaceNode>();
  skipBlanks(cursor);
  let isOpen = !skip(cursor, LIST_END);
  while (isOpen) {
    const item = readValue(cursor, depth);
    entries.set(String(value.length), item.place);
    value.push(item.value);
    isOpen = isFollowed(cursor, LIST_END);
  }
  return { value, place: { value: begin, entries } };
}

function readMap(cursor: TextCursor, depth: number, begin: number): FlowValue {
  const value: Record<string, JsonValue> = {};
  const entries = new Map<string, PlaceNode>();
  skipBlanks(cursor);
  let isOpen = !skip(cursor, MAP_END);
  while (isOpen) {
    const keyAt = cursor.at;
    const key = cursor.isQuote() ? cursor.readQuoted() : resolveKey(readPlain(cursor));
    if (key === undefined || key === "<<" || Object.hasOwn(value, key)) throw OUTSIDE;
    if (!skip(cursor, COLON) || cursor.code() !== SPACE) throw OUTSIDE;
    skipBlanks(cursor);
    const entry = readValue(cursor, depth);
    setOwn(value, key, entry.value);
    entries.set(key, { ...entry.place, key: keyAt });
    isOpen = isFollowed(cursor, MAP_END);
  }
  return { value: value as JsonObject, place: { value: begin, entries } };
}

function readValue(cursor: TextCursor, depth: number): FlowValue {
  const code = cursor.code();
  if (code === 0x5b || code === 0x7b) return readFlow(cursor, depth + 1);
  const place = { value: cursor.at };
  if (cursor.isQuote()) return { value: cursor.readQuoted(), place };
  const value = resolvePlain(readPlain(cursor));
  if (!isJsonScalar(value)) throw OUTSIDE;
  return { value, place };
}

function readPlain(cursor: TextCursor): string {
  // A dash may begin a number, but before a mark or a blank it is an error.
  if (!cursor.isPlainStart() || (cursor.code() === 0x2d && ENDS.has(cursor.code(cursor.at + 1))))
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
function isFollowed(cursor: TextCursor, closing: number): boolean {
  skipBlanks(cursor);
  if (skip(cursor, closing)) return false;
  if (!skip(cursor, COMMA)) throw OUTSIDE;
  skipBlanks(cursor);
  return true;
}

function skip(cursor: TextCursor, code: number): boolean {
  const isThere = cursor.code() === code;
  if (isThere) cursor.at++;
  return isThere;
}

function skipBlanks(cursor: TextCursor): void {
  while (cursor.code() === SPACE) cursor.at++;
}
