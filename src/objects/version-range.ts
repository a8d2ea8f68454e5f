import type { SemanticVersion } from "./semantic-version.js";
import { compareVersions, parseVersion } from "./semantic-version.js";

/** A set of versions, such as `">=1.2 <2"` or `"1.x || 3.*"`. */
export interface VersionRange {
  /** Whether the version is in the range. Prereleases are in it only where the range itself names one. */
  includes(version: SemanticVersion): boolean;
  /** Whether some version is too new for every alternative of the range. */
  readonly bounded: boolean;
}

type Operator = "=" | "!=" | ">" | "<" | ">=" | "<=" | "~" | "^";

/** One comparison. What the text leaves open (`1.x`, `1`) is zero in `version` and said by `open`. */
interface Comparison {
  readonly operator: Operator;
  readonly version: SemanticVersion;
  readonly open: "none" | "patch" | "minor" | "all";
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  "": "=",
  "=": "=",
  "!=": "!=",
  ">": ">",
  "<": "<",
  ">=": ">=",
  "=>": ">=",
  "<=": "<=",
  "=<": "<=",
  "~": "~",
  "~>": "~",
  "^": "^",
};

const MAX_LENGTH = 512;
const MAX_ALTERNATIVES = 32;
const SPACE = "[\\t\\n\\f\\r ]";
const NUMBER = "[0-9|xX*]+";
const VERSION = `v?${NUMBER}(?:\\.${NUMBER})?(?:\\.${NUMBER})?(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?`;
const HYPHEN_RANGE = new RegExp(`${SPACE}*(${VERSION})${SPACE}+-${SPACE}+(${VERSION})${SPACE}*`, "g");
const COMPARISON = new RegExp(`(!=|>=|=>|<=|=<|~>|[=><~^]|)${SPACE}*(${VERSION})`, "y");
const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");
const SEPARATOR = new RegExp(`${SPACE}*,${SPACE}*|${SPACE}+`, "y");

/**
 * Reads a range as Masterminds/semver v3 does, the library of Flux: comparisons joined by spaces or commas all
 * hold, `||` separates alternatives, `1.2 - 1.4` is a range with both ends in it. Where any comparison of an
 * alternative names a prerelease, prereleases of every version count in that alternative.
 *
 * @returns undefined where the library refuses the text; the empty text is refused too.
 * @see https://github.com/Masterminds/semver#checking-version-constraints
 */
export function parseVersionRange(text: string): VersionRange | undefined {
  if (!ranges.has(text)) {
    if (ranges.size >= REMEMBERED) ranges.clear();
    ranges.set(text, readRange(text));
  }
  return ranges.get(text);
}

/** A fleet has thousands of ranges, and few different ones. */
const REMEMBERED = 512;
const ranges = new Map<string, VersionRange | undefined>();

function readRange(text: string): VersionRange | undefined {
  if (new TextEncoder().encode(text).length > MAX_LENGTH) return undefined;
  const parts = text.replace(HYPHEN_RANGE, ">= $1, <= $2 ").split("||");
  if (parts.length > MAX_ALTERNATIVES) return undefined;
  const alternatives: (readonly Comparison[])[] = [];
  for (const part of parts) {
    const comparisons = parseAlternative(part);
    if (comparisons === undefined) return undefined;
    alternatives.push(comparisons);
  }
  return {
    includes: (version) => alternatives.some((comparisons) => includedIn(comparisons, version)),
    bounded: alternatives.every((comparisons) => comparisons.some(isUpperBound)),
  };
}

function parseAlternative(text: string): readonly Comparison[] | undefined {
  const comparisons: Comparison[] = [];
  const body = text.replace(ENDS, "");
  let at = 0;
  do {
    if (comparisons.length > 0) {
      SEPARATOR.lastIndex = at;
      if (!SEPARATOR.test(body)) return undefined;
      at = SEPARATOR.lastIndex;
    }
    COMPARISON.lastIndex = at;
    const match = COMPARISON.exec(body);
    const comparison = match && parseComparison(match[1] ?? "", match[2] ?? "");
    if (!comparison) return undefined;
    comparisons.push(comparison);
    at = COMPARISON.lastIndex;
  } while (at < body.length);
  return comparisons;
}

function parseComparison(operator: string, text: string): Comparison | undefined {
  const [, numbers = "", rest = ""] = /^v?([^-+]*)(.*)$/.exec(text) ?? [];
  const [major = "", minor = "", patch = ""] = numbers.split(".");
  const prerelease = rest.startsWith("-") ? rest.replace(/\+.*$/, "") : "";
  const open = isOpen(major) ? "all" : isOpen(minor) ? "minor" : isOpen(patch) ? "patch" : "none";
  const whole = {
    all: `0.0.0${prerelease}`,
    minor: `${major}.0.0${prerelease}`,
    patch: `${major}.${minor}.0${prerelease}`,
    none: text,
  }[open];
  const version = parseVersion(whole);
  return version && { operator: OPERATORS[operator] as Operator, version, open };
}

function isOpen(number: string): boolean {
  return number === "" || number === "x" || number === "X" || number === "*";
}

function includedIn(comparisons: readonly Comparison[], version: SemanticVersion): boolean {
  const prereleases = comparisons.some((comparison) => comparison.version.prerelease !== "");
  if (version.prerelease !== "" && !prereleases) return false;
  return comparisons.every((comparison) => holds(comparison, version));
}

function holds(comparison: Comparison, version: SemanticVersion): boolean {
  const { operator, open } = comparison;
  const order = compareVersions(version, comparison.version);
  switch (operator) {
    case "=":
      return open === "none" ? order === 0 : holdsTilde(comparison, version);
    case "!=":
      return open === "none" ? order !== 0 : !fillsGap(comparison, version);
    case ">":
      return open === "none" ? order > 0 : isBeyond(comparison, version);
    case "<":
      return order < 0;
    case ">=":
      return order >= 0;
    case "<=":
      return open === "none" ? order <= 0 : !isAbove(comparison, version);
    case "~":
      return holdsTilde(comparison, version);
    case "^":
      return holdsCaret(comparison, version);
  }
}

/** Whether the version is what an open comparison such as `1.2.x` stands for; one of two quirks of the library. */
function fillsGap({ version: wanted, open }: Comparison, version: SemanticVersion): boolean {
  if (wanted.major !== version.major) return false;
  if (open === "minor") return true;
  if (wanted.minor !== version.minor) return false;
  if (open === "patch") return wanted.prerelease === version.prerelease;
  return compareVersions(version, wanted) === 0;
}

/** `>1` starts with 2, `>1.2` with 1.3. */
function isBeyond({ version: wanted, open }: Comparison, version: SemanticVersion): boolean {
  if (version.major !== wanted.major) return version.major > wanted.major;
  if (open === "minor") return false;
  return open === "patch" ? version.minor > wanted.minor : compareVersions(version, wanted) > 0;
}

/** `<=1` ends before 2, `<=1.2` before 1.3. */
function isAbove({ version: wanted, open }: Comparison, version: SemanticVersion): boolean {
  if (version.major !== wanted.major) return version.major > wanted.major;
  return open !== "minor" && version.minor > wanted.minor;
}

/** `~1.2.3` takes patches, `~1` minors too; `~0.0.0`, and so `*`, takes everything from there. */
function holdsTilde({ version: wanted, open }: Comparison, version: SemanticVersion): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  const isZero = wanted.major === 0n && wanted.minor === 0n && wanted.patch === 0n;
  if (isZero && open !== "minor" && open !== "patch") return true;
  return version.major === wanted.major && (version.minor === wanted.minor || open === "minor");
}

/** `^1.2.3` keeps the first number that is not zero. */
function holdsCaret({ version: wanted, open }: Comparison, version: SemanticVersion): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  if (wanted.major > 0n || open === "minor") return version.major === wanted.major;
  if (version.major > 0n) return false;
  if (wanted.minor > 0n || open === "patch") return version.minor === wanted.minor;
  return version.minor === 0n && version.patch === wanted.patch;
}

function isUpperBound({ operator, open, version }: Comparison): boolean {
  if (operator === "<" || operator === "<=") return true;
  if (operator === "!=" || operator === ">" || operator === ">=") return false;
  const isAnything = version.major === 0n && version.minor === 0n && version.patch === 0n && open === "all";
  return !isAnything || operator === "^";
}
