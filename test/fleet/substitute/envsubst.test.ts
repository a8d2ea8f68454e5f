import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { envsubst } from "../../../src/fleet/substitute/envsubst.js";

interface Case {
  readonly text: string;
  readonly result?: string;
  readonly error?: string;
}

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/envsubst.json"), "utf8"),
) as readonly Case[];
const variables = new Map(
  Object.entries({
    A: "alpha",
    B: "beta/two",
    EMPTY: "",
    NUM: "42",
    PATH_: "a/b/c.tar.gz",
    Mix: "hELLO",
  }),
);

/** The result, or undefined where the text is refused or a variable is not set. */
function evaluate(text: string): string | undefined {
  try {
    return envsubst(
      text,
      (name) => variables.get(name),
      (name) => {
        throw new Error(`${name} is not set`);
      },
    );
  } catch {
    return undefined;
  }
}

describe("Variables are replaced as Flux replaces them", () => {
  test.each(cases.map((entry) => [entry.text, entry.result] as const))("%j", (text, result) => {
    expect(evaluate(text)).toBe(result);
  });
});
