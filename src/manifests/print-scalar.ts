/**
 * How strings and numbers are written so that every YAML reader in use (1.1, 1.2, go-yaml v2 and v3, kyaml, PyYAML,
 * libyaml) reads back what was meant. A string is plain only when it is on an allow-list and no reader takes it for
 * something else; it is a literal block only where blocks cannot lose a character; else it stands in double quotes
 * with escapes.
 */

/** Words and durations: a letter first, or a path, then characters that mean nothing in a block, `: ` and ` #` apart. */
const PLAIN = /^(?:[A-Za-z]|\.{0,2}\/[A-Za-z])(?:[\w./@+=~^%*&;?()',<>-]|:(?=[\w./@*])| (?=[\w./@(<]))*$/;
const DURATION = /^(?:\d+(?:ms|s|m|h))+$/;
const PLAIN_KEY = /^[A-Za-z][\w./-]*$/;

/** Words that some reader takes for a boolean, null or number, in lower case; `yaml` reads `e12` as NaN in 1.1. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|undefined|nan|inf|infinity|e[\d_].*)$/i;
const LONGEST_RESERVED = 9;

/**
 * Format characters, invisible spaces and odd line breaks: escaped wherever they stand, so that a reader of the file
 * sees them. Written out, not `\p{Cf}`, so that a newer Unicode in Node does not change our bytes.
 */
const HIDDEN =
  /[\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\ufffb\u{110bd}\u{110cd}\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/**
 * What a literal block could lose or change: leading or trailing blanks, a second final newline, tabs where an
 * indentation may stand, carriage returns and other controls, hidden characters.
 */
const LITERAL_BREAKERS = new RegExp(
  `^[ \\t\\n]|[ \\t](?:\\n|$)|\\n\\n$|\\n\\t|[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f]|${HIDDEN.source}`,
  "u",
);

/**
 * What not every reader carries, however it is escaped: DEL and C1 controls and U+FFFE/U+FFFF (kustomize), halves of a
 * surrogate pair (all).
 */
const UNSAFE = /[\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/u;

/** The longest key that readers accept, as written: a key of more than 1,024 characters is no key to libyaml. */
const LONGEST_KEY = 1000;

/** Why a string cannot be written as a value, or undefined when it can. */
export function whyUnsafeString(text: string): string | undefined {
  const match = UNSAFE.exec(text);
  if (match === null) return undefined;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `holds the character U+${code}, which not every YAML reader carries`;
}

/** Why a string cannot be written as a key, or undefined when it can. */
export function whyUnsafeKey(key: string): string | undefined {
  if (key === "<<") return 'is the key "<<", which kustomize merges even in quotes';
  if (key.length > 160 && formatKey(key).length > LONGEST_KEY) {
    return `is a key of more than ${LONGEST_KEY} characters, which YAML readers refuse`;
  }
  return whyUnsafeString(key);
}

/** A key as written: plain, or in double quotes. */
export function formatKey(key: string): string {
  return PLAIN_KEY.test(key) && !isReserved(key) ? key : quote(key);
}

/** A string on one line: plain, or in double quotes. */
export function formatString(text: string): string {
  if (PLAIN.test(text)) return isReserved(text) ? quote(text) : text;
  return DURATION.test(text) ? text : quote(text);
}

/** Whether a string can be a literal block (`|`): it has lines, and a block loses none of its characters. */
export function isLiteral(text: string): boolean {
  return text.includes("\n") && !LITERAL_BREAKERS.test(text) && !UNSAFE.test(text);
}

/** A number as written. A float with exponent gets a dot, without which YAML 1.1 reads a string. */
export function formatNumber(value: number): string {
  const text = JSON.stringify(value);
  return text.includes("e") && !text.includes(".") ? text.replace("e", ".0e") : text;
}

function isReserved(text: string): boolean {
  return (text.length <= LONGEST_RESERVED || text.charCodeAt(0) < 0x66) && RESERVED.test(text);
}

function quote(text: string): string {
  return JSON.stringify(text).replace(HIDDEN, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}
