import { compileGoRegexp } from "../../objects/go-regexp.js";

/** Whether a text matches. */
export type TextTest = (text: string) => boolean;

/** What stands around an expression: as kustomize does by default, it must match the whole text. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

const ANCHORED: Surroundings = { before: "^(?:", after: ")$" };

/** Repeats nothing but a last `.*`, so JavaScript's own engine needs no more than linear time. */
const SIMPLE = /^[\w./:@|-]*(?:\.\*)?$/;

const compiled = new Map<string, TextTest>();

/**
 * The test of a regular expression that a user wrote, as Go's `regexp` reads it. It takes linear time, so no
 * expression hangs a build. The engine is loaded by the first that needs it: most are plain names.
 *
 * @throws SyntaxError when Go would refuse the expression.
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function goPattern(pattern: string, { before, after }: Surroundings = ANCHORED): TextTest {
  const key = `${before}${pattern}${after}`;
  let test = compiled.get(key);
  if (test === undefined) {
    const expression = SIMPLE.test(pattern)
      ? new RegExp(`${before}${pattern.replaceAll(".", "[^\\n]")}${after}`, "u")
      : compile(key, pattern);
    test = (text) => expression.test(text);
    compiled.set(key, test);
  }
  return test;
}

/**
 * The test of a whole text by an expression that was made of a glob. With more than two stars JavaScript's engine
 * would try too many ways to share the text between them.
 *
 * @throws SyntaxError when the expression cannot be read.
 */
export function globPattern(source: string): TextTest {
  if (source.split("*").length > 3) return goPattern(source, { before: "(?s)^(?:", after: ")$" });
  const expression = new RegExp(`^${source}$`, "s");
  return (text) => expression.test(text);
}

function compile(source: string, pattern: string): { readonly test: TextTest } {
  try {
    return compileGoRegexp(source);
  } catch (cause) {
    throw new SyntaxError(`"${pattern}" is not a regular expression of Go`, { cause });
  }
}
