/** A comment that silences findings: `# fluxwright-ignore code, code: reason`. */
export interface IgnoreComment {
  /** Line of the comment, from 1. It speaks for its own line, or for the next when it stands alone. */
  readonly line: number;
  /** Line whose findings it silences: its own, or the first line of content below a comment that stands alone. */
  readonly silences: number;
  /** The codes as written; not checked against the catalog. */
  readonly codes: readonly string[];
  /** Why, as written behind the colon; empty when none is given. */
  readonly reason: string;
}

const WORD = "fluxwright-ignore";
const COMMENT =
  /^(.*?)#[ \t]*fluxwright-ignore[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)[ \t]*(?::[ \t]*(.*?))?[ \t]*$/;

/** All `fluxwright-ignore` comments of a YAML text. A text without the word costs one search. */
export function ignoreComments(text: string): IgnoreComment[] {
  if (!text.includes(WORD)) return [];
  const lines = text.split(/\r\n?|\n/);
  return lines.flatMap((line, i) => {
    const match = line.includes(WORD) ? COMMENT.exec(line) : null;
    if (match === null) return [];
    const [, before = "", codes = "", reason = ""] = match;
    const silences = before.trim() === "" ? nextContent(lines, i) : i + 1;
    return [{ line: i + 1, silences, codes: codes.split(",").map((code) => code.trim()), reason }];
  });
}

/** The first line below index `i` that holds more than a comment, from 1; the line itself at the end. */
function nextContent(lines: readonly string[], i: number): number {
  const next = lines.findIndex((line, at) => at > i && !/^[ \t]*(?:#|$)/.test(line));
  return next < 0 ? i + 1 : next + 1;
}
