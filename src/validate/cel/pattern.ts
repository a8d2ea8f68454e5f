import { compileGoRegexp } from "../../objects/go-regexp.js";

/** A regular expression as Go's `regexp` reads it. */
export interface Pattern {
  /** Whether it matches anywhere in the text. */
  test(text: string): boolean;
  /** Names and numbers of its groups, without the whole match. */
  readonly groups: readonly string[];
}

/** Texts remembered for each pattern: a fleet has thousands of intervals, and few different ones. */
const REMEMBERED = 256;

const compiled = new Map<string, Pattern | undefined>();

/**
 * Compiles a pattern in RE2, the language of Go, Kubernetes and CEL; undefined where RE2 refuses it. Matching is
 * linear in the text, so a pattern from a manifest cannot hang the check.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function findPattern(source: string): Pattern | undefined {
  if (!compiled.has(source)) compiled.set(source, compilePattern(source));
  return compiled.get(source);
}

function compilePattern(source: string): Pattern | undefined {
  try {
    const regex = compileGoRegexp(source);
    const verdicts = new Map<string, boolean>();
    return {
      test: (text) => {
        const known = verdicts.get(text);
        if (known !== undefined) return known;
        const verdict = regex.matcher(text).find();
        if (verdicts.size < REMEMBERED && text.length < 64) verdicts.set(text, verdict);
        return verdict;
      },
      groups: [
        ...Array.from({ length: regex.groupCount() }, (_, i) => String(i + 1)),
        ...Object.keys(regex.namedGroups()),
      ],
    };
  } catch {
    return undefined;
  }
}

const trusted = new Map<string, RegExp>();

/**
 * Whether a text matches a pattern of Flux's own schemas, by the engine of JavaScript, which is far faster. They
 * mean the same in both; a long text goes to RE2 all the same, since JavaScript's engine goes back and forth.
 */
export function matchesTrusted(source: string, text: string): boolean {
  if (text.length > 256) return matchesForeign(source, text);
  const regex = trusted.get(source) ?? new RegExp(source, "u");
  trusted.set(source, regex);
  return regex.test(text);
}

/** Whether a text matches a pattern that a user brought; a pattern that RE2 refuses matches everything. */
export function matchesForeign(source: string, text: string): boolean {
  return findPattern(source)?.test(text) ?? true;
}
