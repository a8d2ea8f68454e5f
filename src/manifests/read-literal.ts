import type { TextCursor } from "./text-cursor.js";
import { OUTSIDE } from "./text-cursor.js";

const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * Reads a literal block (`|`, `|-`, `|+`) whose header is at the cursor, and starts the line below it. Throws OUTSIDE for
 * an explicit indentation, an empty block, tabs and lines of blanks that may be content.
 *
 * @param parent column of the map or list that the block is a value in
 */
export function readLiteral(cursor: TextCursor, parent: number): string {
  cursor.at++;
  const chomp = cursor.text.charAt(cursor.at);
  if (chomp === "-" || chomp === "+") cursor.at++;
  if (!cursor.isLineDone()) throw OUTSIDE;
  cursor.at = cursor.lineEnd(cursor.at) + 1;
  const text = readLines(cursor, parent);
  const trimmed = trimBreaks(text);
  if (chomp === "+") return text;
  return chomp === "-" ? trimmed : `${trimmed}\n`;
}

/** All lines of the block without its indentation, each with its newline. */
function readLines(cursor: TextCursor, parent: number): string {
  let indent = -1;
  let lines = "";
  while (cursor.at < cursor.end) {
    const begin = cursor.at;
    let at = begin;
    while (cursor.code(at) === SPACE && (indent < 0 || at - begin < indent)) at++;
    const column = at - begin;
    if (cursor.code(at) === NEWLINE) {
      // Before the first line of content, blanks may be too many; YAML makes that an error.
      if (indent < 0 && column > 0) throw OUTSIDE;
      lines += "\n";
    } else if (indent < 0 ? column <= parent : column < indent) break;
    else {
      if (indent < 0) indent = column;
      lines += `${cursor.text.slice(at, cursor.lineEnd(at))}\n`;
    }
    cursor.at = cursor.lineEnd(at) + 1;
  }
  if (indent < 0 || cursor.code() === 0x09) throw OUTSIDE;
  cursor.startLine();
  if (cursor.indent > parent) throw OUTSIDE;
  return lines;
}

function trimBreaks(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === NEWLINE) end--;
  return text.slice(0, end);
}
