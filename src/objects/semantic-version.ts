/** A version as the Go library of Flux reads it. Numbers are exact up to 64 bits. */
export interface SemanticVersion {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** `"rc.1"` of `"1.0.0-rc.1"`; empty for a release. */
  readonly prerelease: string;
  /** `"build.5"` of `"1.0.0+build.5"`; it does not count in comparisons. */
  readonly metadata: string;
}

const MAX_LENGTH = 256;
const MAX_NUMBER = 2n ** 64n - 1n;
const VERSION =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/**
 * Reads a version leniently, as Masterminds/semver v3 does: a `v` in front, missing minor and patch, and leading
 * zeros are fine; undefined for anything else.
 *
 * @see https://pkg.go.dev/github.com/Masterminds/semver/v3#NewVersion
 */
export function parseVersion(text: string): SemanticVersion | undefined {
  const match = text.length > MAX_LENGTH ? null : VERSION.exec(text);
  if (match === null) return undefined;
  const [, major = "0", minor = "0", patch = "0", prerelease = "", metadata = ""] = match;
  const numbers = [BigInt(major), BigInt(minor), BigInt(patch)] as const;
  if (numbers.some((number) => number > MAX_NUMBER)) return undefined;
  if (prerelease.split(".").some((part) => /^0\d+$/.test(part))) return undefined;
  return { major: numbers[0], minor: numbers[1], patch: numbers[2], prerelease, metadata };
}

/** Negative, zero or positive as `a` is older than, as old as, or newer than `b` (SemVer 2, precedence). */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  return (
    compareNumbers(a.major, b.major) ||
    compareNumbers(a.minor, b.minor) ||
    compareNumbers(a.patch, b.patch) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

/** Order of prereleases; none (a release) is newer than any. */
function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "" || b === "") return a === "" ? 1 : -1;
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareIdentifiers(left[i], right[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Fewer identifiers come first, numbers come before words and compare as numbers. */
function compareIdentifiers(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const numbers = [a, b].map((text) =>
    /^\d+$/.test(text) && BigInt(text) <= MAX_NUMBER ? BigInt(text) : undefined,
  );
  const [left, right] = numbers;
  if (left !== undefined && right !== undefined) return compareNumbers(left, right);
  if (left !== undefined || right !== undefined) return left !== undefined ? -1 : 1;
  return a < b ? -1 : 1;
}

function compareNumbers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
