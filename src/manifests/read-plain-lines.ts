import type { TextCursor } from "./text-cursor.js";
import { OUTSIDE } from "./text-cursor.js";

const NEWLINE = 0x0a;
const TAB = 0x09;
const SPACE = 0x20;
const HASH = 0x23;

/**
 * Reads a plain scalar that begins at the cursor and goes on in the lines below that are deeper than `parent`: joined by
 * blanks, empty lines between them as breaks. Leaves the cursor on the last of these lines.
 */
export function readPlainLines(cursor: TextCursor, parent: number): string {
  let text = cursor.readPlain();
  // A comment ends a plain scalar.
  while (cursor.code() === NEWLINE) {
    const { at, emptyLines } = nextContent(cursor, parent);
    if (at < 0) break;
    cursor.at = at;
    text += (emptyLines === 0 ? " " : "\n".repeat(emptyLines)) + cursor.readPlain();
  }
  return text;
}

/** Where the next line goes on with the scalar; -1 when it does not. */
function nextContent(cursor: TextCursor, parent: number): { at: number; emptyLines: number } {
  let emptyLines = 0;
  let at = cursor.at + 1;
  while (at < cursor.end) {
    const begin = at;
    while (cursor.code(at) === SPACE) at++;
    const code = cursor.code(at);
    if (code === TAB) throw OUTSIDE;
    if (code !== NEWLINE) return { at: at - begin > parent && code !== HASH ? at : -1, emptyLines };
    emptyLines++;
    at++;
  }
  return { at: -1, emptyLines };
}
