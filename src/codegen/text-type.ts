const DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";
const DURATION_WITHOUT_HOURS = "^([0-9]+(\\.[0-9]+)?(ms|s|m))+$";

/**
 * The TypeScript type of a text with this pattern: a duration, or template literals where the pattern begins with
 * fixed text (`` `https://${string}` ``), else `string`.
 */
export function textType(pattern: string | undefined): string {
  if (pattern === undefined) return "string";
  if (pattern === DURATION) return "Duration";
  if (pattern === DURATION_WITHOUT_HOURS) return "DurationWithoutHours";
  const optional = /^\^\((.*)\)\{0,1\}\$$/.exec(pattern)?.[1];
  if (optional !== undefined) return ['""', textType(`^${optional}$`)].join(" | ");
  const prefixes = fixedPrefixes(pattern);
  return prefixes.length === 0 ? "string" : prefixes.map((prefix) => `\`${prefix}\${string}\``).join(" | ");
}

/** A literal character, a group of plain alternatives, each perhaps with `?`. */
const PIECE = /(?:\(([\w|]+)\)|([\w:/@-])(\??))/y;

/** The texts with which whatever matches an anchored pattern must begin; none where it may begin in any way. */
function fixedPrefixes(pattern: string): readonly string[] {
  if (!pattern.startsWith("^") || pattern.includes("$|")) return [];
  let prefixes: readonly string[] = [""];
  PIECE.lastIndex = 1;
  for (let match = PIECE.exec(pattern); match !== null; match = PIECE.exec(pattern)) {
    const [, group, letter = "", question] = match;
    if (/^[*+{]/.test(pattern.slice(PIECE.lastIndex))) break;
    const choices = group?.split("|") ?? (question === "?" ? [letter, ""] : [letter]);
    prefixes = prefixes.flatMap((prefix) => choices.map((choice) => prefix + choice));
  }
  return prefixes.filter((prefix) => prefix !== "");
}
