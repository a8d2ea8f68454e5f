import { createRequire } from "node:module";
import type { RE2JS } from "re2js";

/**
 * Compiles a regular expression as Go's `regexp` reads it; it takes linear time, so no expression hangs. The engine is
 * loaded by the first that needs it: reading it takes longer than checking a small fleet without one.
 *
 * @throws when Go would refuse the expression
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function compileGoRegexp(source: string): RE2JS {
  const { RE2JS } = createRequire(import.meta.url)("re2js") as typeof import("re2js");
  return RE2JS.compile(source);
}
