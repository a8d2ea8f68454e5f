const DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";
const DURATION_WITHOUT_HOURS = "^([0-9]+(\\.[0-9]+)?(ms|s|m))+$";

/**
 * The TypeScript type of a text with this pattern: a duration, or template literals where the pattern begins with
 * fixed text (`` `https://${string}` ``), else `string`.
 */
export function textType(pattern: string | undefined): string {
  if (pattern === DURATION) return "Duration";
  if (pattern === DURATION_WITHOUT_HOURS) return "DurationWithoutHours";
  const prefixes = textPrefixes(pattern);
  return prefixes.length === 0 ? "string" : prefixes.map(prefixType).join(" | ");
}

/** The type of the texts that begin with a prefix. The prefix "" stands for the empty text alone. */
export function prefixType(prefix: string): string {
  return prefix === "" ? '""' : `\`${prefix}\${string}\``;
}

/** A literal character, or a group of plain alternatives, each perhaps with `?`. */
const PIECE = /(?:\(([\w|]+)\)|([\w:/@-]))(\??)/y;

/**
 * The texts with one of which all that matches an anchored pattern begins; none where it may begin in any way.
 * For a pattern that may be empty as a whole, "" is among them.
 */
export function textPrefixes(pattern: string | undefined): readonly string[] {
  const optional = /^\^\((.*)\)\{0,1\}\$$/.exec(pattern ?? "")?.[1];
  if (optional !== undefined) return ["", ...textPrefixes(`^${optional}$`)];
  if (!pattern?.startsWith("^") || pattern.includes("$|")) return [];
  let prefixes: readonly string[] = [""];
  PIECE.lastIndex = 1;
  for (let match = PIECE.exec(pattern); match !== null; match = PIECE.exec(pattern)) {
    const [, group, letter = "", question] = match;
    if (/^[*+{]/.test(pattern.slice(PIECE.lastIndex))) break;
    const choices = [...(group?.split("|") ?? [letter]), ...(question === "?" ? [""] : [])];
    prefixes = prefixes.flatMap((prefix) => choices.map((choice) => prefix + choice));
  }
  return prefixes.filter((prefix) => prefix !== "");
}
