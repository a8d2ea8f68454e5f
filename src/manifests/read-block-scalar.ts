import type { TextCursor } from "./text-cursor.js";
import { OUTSIDE } from "./text-cursor.js";

const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * Reads a block scalar, literal (`|`) or folded (`>`), with `-` or `+`, whose header is at the cursor, and starts the line
 * below it. Throws OUTSIDE for an explicit indentation, an empty block, and lines that YAML folds by further rules.
 *
 * @param parent column of the map or list that the block is a value in
 */
export function readBlockScalar(cursor: TextCursor, parent: number): string {
  const isFolded = cursor.code() === 0x3e;
  cursor.at++;
  const chomp = cursor.text.charAt(cursor.at);
  if (chomp === "-" || chomp === "+") cursor.at++;
  if (!cursor.isLineDone()) throw OUTSIDE;
  cursor.at = cursor.lineEnd(cursor.at) + 1;
  const { lines, isEnded } = readLines(cursor, parent);
  const content = trimBreaks(lines);
  const text = isFolded ? fold(content) : content;
  if (chomp === "-") return text;
  const whole = chomp === "+" ? text + lines.slice(content.length) : `${text}\n`;
  // YAML 1.2 ends a last line that the document leaves open; Go does not.
  return isEnded ? whole : whole.slice(0, -1);
}

/** Joins lines with blanks; empty lines between them stay as breaks. Lines that are indented more are not folded. */
function fold(content: string): string {
  if (/(?:^|\n)[ \t]|^\n/.test(content)) throw OUTSIDE;
  return content.replace(/\n(\n*)/g, (_, blankLines: string) => blankLines || " ");
}

/** All lines of the block without its indentation, each with a newline, and whether the last has one in the text. */
function readLines(cursor: TextCursor, parent: number): { lines: string; isEnded: boolean } {
  let indent = -1;
  let lines = "";
  let isEnded = true;
  while (cursor.at < cursor.end) {
    const begin = cursor.at;
    let at = begin;
    while (cursor.code(at) === SPACE && (indent < 0 || at - begin < indent)) at++;
    const column = at - begin;
    if (cursor.code(at) === NEWLINE) {
      // Before the first line of content blanks may be too many, and in the last line they may not count.
      if (column > 0 && (indent < 0 || at >= cursor.end)) throw OUTSIDE;
      lines += "\n";
    } else if (indent < 0 ? column <= parent : column < indent) break;
    else {
      if (indent < 0) indent = column;
      lines += `${cursor.text.slice(at, cursor.lineEnd(at))}\n`;
    }
    isEnded = cursor.lineEnd(at) < cursor.end;
    cursor.at = cursor.lineEnd(at) + 1;
  }
  if (indent < 0 || cursor.code() === 0x09) throw OUTSIDE;
  cursor.startLine();
  if (cursor.indent > parent) throw OUTSIDE;
  return { lines, isEnded };
}

function trimBreaks(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === NEWLINE) end--;
  return text.slice(0, end);
}
