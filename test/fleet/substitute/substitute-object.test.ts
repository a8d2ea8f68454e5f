import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { SubstitutionFinding } from "../../../src/fleet/substitute/substitute-object.js";
import { substituteObject } from "../../../src/fleet/substitute/substitute-object.js";
import type { JsonValue } from "../../../src/objects/json.js";
import { asObject } from "../../../src/objects/json.js";

interface Fixture {
  readonly variables: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly value: JsonValue;
    readonly result?: JsonValue;
    readonly error?: string;
  }[];
}

const { variables, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/substitution.json"), "utf8"),
) as Fixture;
const values = new Map(Object.entries(variables).map(([key, value]) => [key, value.replaceAll("\n", "")]));

function substitute(value: JsonValue, complete = true): { result: unknown; findings: SubstitutionFinding[] } {
  const findings: SubstitutionFinding[] = [];
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: { v: value } };
  const next = substituteObject(object, { values, complete }, (finding) => findings.push(finding));
  return { result: asObject(next.data).v, findings };
}

describe("An object after substitution is what Flux applies", () => {
  test.each(cases.map((entry) => [entry.value, entry] as const))("%j", (value, { result, error }) => {
    const ours = substitute(value);
    if (error === undefined) expect(ours.result ?? null).toEqual(result ?? null);
    expect(ours.findings.length > 0).toBe(error !== undefined);
  });
});

describe("Where not all variables are known", () => {
  test("an unknown one stays as it is written", () => {
    expect(substitute("a-${NONE}-${NUM}", false)).toEqual({ result: "a-${NONE}-42", findings: [] });
  });

  test("a default is taken", () => {
    expect(substitute("${NONE:=7}", false).result).toBe(7);
  });
});

test("A finding names the place in the object", () => {
  expect(substitute({ list: ["x", "${NONE}"] }).findings).toEqual([
    { pointer: "/data/v/list/1", kind: "unset", variable: "NONE" },
  ]);
});

test("What needs no substitution is shared, not copied", () => {
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: { a: "b" } };
  expect(substituteObject(object, { values, complete: true }, () => undefined)).toBe(object);
});
