const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const MAX = 2n ** 63n - 1n;
const TERM = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;

/** A fleet has the same few durations in very many objects. */
const MOST_KNOWN = 1000;
const knownDurations = new Map<string, number>();

/**
 * Parses a duration as Go's `time.ParseDuration` does: `"1h30m"`, `".5s"`, `"+5m"`, `"0"`. There is no day.
 *
 * @returns milliseconds (fractions kept), or undefined where Go refuses the text or overflows 64 bits.
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseGoDuration(text: string): number | undefined {
  const known = knownDurations.get(text);
  if (known !== undefined) return known;
  const parsed = parse(text);
  if (parsed !== undefined && knownDurations.size < MOST_KNOWN) knownDurations.set(text, parsed);
  return parsed;
}

function parse(text: string): number | undefined {
  const sign = text.startsWith("-") ? -1 : 1;
  const body = /^[+-]/.test(text) ? text.slice(1) : text;
  if (body === "0") return 0;
  if (body === "") return undefined;
  let total = 0n;
  TERM.lastIndex = 0;
  while (TERM.lastIndex < body.length) {
    const match = TERM.exec(body);
    if (match === null) return undefined;
    const [, whole = "", fraction = "", unit = ""] = match;
    if (whole === "" && fraction === "") return undefined;
    const scale = UNITS[unit] as bigint;
    total +=
      BigInt(whole || "0") * scale + (BigInt(fraction || "0") * scale) / 10n ** BigInt(fraction.length);
    if (total > MAX) return undefined;
  }
  return (sign * Number(total)) / 1e6;
}

/** Writes milliseconds the way Go prints a duration without its zero parts: `"1h30m"`, `"45s"`, `"250ms"`. */
export function formatGoDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)}ms`;
  const seconds = Math.round(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor((seconds % 3600) / 60), "m"],
    [seconds % 60, "s"],
  ] as const;
  return parts.map(([value, unit]) => (value === 0 ? "" : `${value}${unit}`)).join("") || "0s";
}
