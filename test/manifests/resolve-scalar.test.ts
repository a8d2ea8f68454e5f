import { describe, expect, test } from "vitest";
import { resolveKey, resolvePlain } from "../../src/manifests/resolve-scalar.js";

/** What sigs.k8s.io/yaml v1.6.0 made of each plain scalar. */
const values: readonly [string, unknown][] = [
  ["y", true],
  ["Yes", true],
  ["ON", true],
  ["n", false],
  ["off", false],
  ["tRue", "tRue"],
  ["~", null],
  ["", null],
  ["Null", null],
  ["nULL", "nULL"],
  ["0", 0],
  ["-0", 0],
  ["+1", 1],
  ["0777", 511],
  ["-0777", -511],
  ["0123456", 42798],
  ["0o7", 7],
  ["+0o7", 7],
  ["0o8", "0o8"],
  ["08", 8],
  ["0x1F", 31],
  ["0X1f", 31],
  ["0x_1", 1],
  ["0b101", 5],
  ["0b-11", -3],
  ["-0b11", -3],
  ["0b2", "0b2"],
  ["1_000", 1000],
  ["1__0", 10],
  ["_1", "_1"],
  ["1,000", "1,000"],
  ["1.50", 1.5],
  ["1.", 1],
  [".5", 0.5],
  ["+.5", 0.5],
  ["1_0.5", 10.5],
  ["1.2.3", "1.2.3"],
  ["1e3", 1000],
  ["1e_3", 1000],
  ["12e4567", "12e4567"],
  ["e1234567", "e1234567"],
  ["0x1p-2", "0x1p-2"],
  ["22:22", "22:22"],
  ["12:30:45", "12:30:45"],
  ["2001-01-01", "2001-01-01"],
  ["9007199254740993", 9007199254740992],
  ["18446744073709551616", 18446744073709552000],
  [".inf", Number.POSITIVE_INFINITY],
  ["-.Inf", Number.NEGATIVE_INFINITY],
  [".nan", Number.NaN],
  ["nan", "nan"],
  ["<<", "<<"],
  ["v1.2.3", "v1.2.3"],
  ["-", "-"],
  [".", "."],
];

describe("plain scalars are what Kubernetes' reader takes them for", () => {
  test.each(values)("%j is %j", (text, value) => {
    expect(resolvePlain(text)).toBe(value);
  });
});

describe("plain keys are what Kubernetes' reader makes of them", () => {
  test.each([
    ["name", "name"],
    ["on", "true"],
    ["NO", "false"],
    ["0777", "511"],
    ["9007199254740993", "9007199254740993"],
    ["18446744073709551615", undefined],
    ["~", undefined],
    ["1.10", "1.1"],
    ["0.1", "0.1"],
    ["1e6", "1e+06"],
    ["16777217.5", "1.6777218e+07"],
    [".inf", ".inf"],
    [".nan", ".nan"],
    ["2001-01-01", "2001-01-01"],
  ])("%j is %j", (text, key) => {
    expect(resolveKey(text)).toBe(key);
  });
});
