import { describe, expect, test } from "vitest";
import { asKustomizeReads } from "../../src/manifests/manifest-file.js";
import { parseManifests } from "../../src/manifests/parse.js";
import { ScalarReader } from "../../src/manifests/scalar-reader.js";

/** What kustomize-controller 1.9.6 made of each plain scalar that kubectl takes for something else. */
const values: readonly [text: string, kustomize: unknown, kubectl: unknown][] = [
  ["y", "y", true],
  ["Yes", "Yes", true],
  ["ON", "ON", true],
  ["n", "n", false],
  ["NO", "NO", false],
  ["off", "off", false],
  ["2001-01-01", "2001-01-01T00:00:00Z", "2001-01-01"],
  ["2001-1-1", "2001-01-01T00:00:00Z", "2001-1-1"],
  ["0000-01-01", "0000-01-01T00:00:00Z", "0000-01-01"],
  ["2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29"],
  ["2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43.1-05:00", "2001-12-14t21:59:43.10-05:00"],
  ["2001-12-15 2:59:43.10", "2001-12-15T02:59:43.1Z", "2001-12-15 2:59:43.10"],
  ["2024-01-01T1:2:3Z", "2024-01-01T01:02:03Z", "2024-01-01T1:2:3Z"],
  ["2024-01-01T00:00:00+00:00", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00+00:00"],
  ["2024-01-01T00:00:00,5Z", "2024-01-01T00:00:00.5Z", "2024-01-01T00:00:00,5Z"],
];

/** The same to both, or alike: what looks like a time and is none. */
const same: readonly [text: string, value: unknown][] = [
  ["true", true],
  ["FALSE", false],
  ["yEs", "yEs"],
  ["~", null],
  ["0777", 511],
  ["0o777", 511],
  ["0b11", 3],
  ["1_000", 1000],
  ["22:22", "22:22"],
  ["2001-01-01T00:00:00Z", "2001-01-01T00:00:00Z"],
  ["2023-02-29", "2023-02-29"],
  ["2001-13-01", "2001-13-01"],
  ["2001-12-14T21:59:43", "2001-12-14T21:59:43"],
  ["2001-12-14 21:59:43 Z", "2001-12-14 21:59:43 Z"],
  ["2024-01-01T24:00:00Z", "2024-01-01T24:00:00Z"],
  ["2024-01-01T00:00:60Z", "2024-01-01T00:00:60Z"],
  ["10000-01-01", "10000-01-01"],
  ["999-01-01", "999-01-01"],
];

describe("plain scalars are what kustomize takes them for", () => {
  test.each(values)("%j is %j, to kubectl %j", (text, kustomize, kubectl) => {
    const [one, other] = [new ScalarReader("kustomize"), new ScalarReader("kubectl")];
    expect(one.plain(text, false)).toBe(kustomize);
    expect(other.plain(text, false)).toBe(kubectl);
    expect([one.differs, other.differs]).toEqual([true, true]);
  });

  test.each(same)("%j is %j to both", (text, value) => {
    for (const reader of ["kustomize", "kubectl"] as const) {
      const scalars = new ScalarReader(reader);
      expect(scalars.plain(text, false)).toBe(value);
      expect(scalars.differs).toBe(false);
    }
  });

  test.each([
    ["on", "on", "on"],
    ["true", undefined, "true"],
    ["8080", undefined, "8080"],
    ["0x1F", undefined, "0x1F"],
    ["2001-01-01", undefined, "2001-01-01"],
    ["2001-01-01T00:00:00Z", undefined, "2001-01-01T00:00:00Z"],
    ["~", undefined, undefined],
    ["name", "name", "name"],
    ["22:22", "22:22", "22:22"],
  ])("the key %j is %j in a map, %j at the top", (text, nested, top) => {
    expect(new ScalarReader("kustomize").key(text, false, false)).toBe(nested);
    expect(new ScalarReader("kustomize").key(text, true, false)).toBe(top);
  });
});

describe("a file that kustomize reads otherwise has both readings", () => {
  const read = (text: string): { kubectl: unknown; kustomize: unknown; problems: readonly string[] } => {
    const file = parseManifests("a.yaml", text);
    const other = asKustomizeReads(file);
    return {
      kubectl: file.documents[0]?.value,
      kustomize: other.documents[0]?.value,
      problems: other.diagnostics.map(({ code, at }) => `${code} ${at.line}:${at.column}`),
    };
  };

  test.each([
    ["words", "a: [yes, {no: off}]\n", { a: [true, { false: false }] }, { a: ["yes", { no: "off" }] }],
    ["dates", "a:\n  - 2001-01-01\n", { a: ["2001-01-01"] }, { a: ["2001-01-01T00:00:00Z"] }],
    [
      "tagged times",
      "a: !!timestamp '2001-01-01'\nb: on\n",
      { a: "2001-01-01", b: true },
      { a: "2001-01-01T00:00:00Z", b: "on" },
    ],
    ["keys at the top", "0x1F: a\ntrue: b\n", { 31: "a", true: "b" }, { "0x1F": "a", true: "b" }],
    [
      "times with a colon in braces",
      "a: {b: 2001-01-01T00:00:00.0Z, c: 2001-01-01, 2001-01-01T00:00:00Z: d}\n",
      { a: { b: "2001-01-01T00:00:00.0Z", c: "2001-01-01", "2001-01-01T00:00:00Z": "d" } },
      { a: { b: "2001-01-01T00:00:00.0Z", c: "2001-01-01T00:00:00Z", "2001-01-01T00:00:00Z": "d" } },
    ],
    [
      "nothing but the same",
      "a: 0777\nb: 'yes'\nc: |\n  on\n",
      { a: 511, b: "yes", c: "on\n" },
      { a: 511, b: "yes", c: "on\n" },
    ],
  ])("%s", (_name, text, kubectl, kustomize) => {
    expect(read(text)).toEqual({ kubectl, kustomize, problems: [] });
  });

  test.each([
    ["a number as a key", "data:\n  8080: web\n", "build-failed 2:3"],
    ["a boolean as a key in braces", "data: {true: web}\n", "build-failed 1:8"],
    ["a date as a key", "data:\n  2001-01-01: web\n", "build-failed 2:3"],
    ["a tagged number as a key", "data: {!!int '1': a}\n", "build-failed 1:14"],
    ["a second merge key", "a: &a {b: 1}\nc:\n  <<: *a\n  <<: *a\n", "build-failed 4:3"],
    ["words that are one text in quotes and without", "a: {on: 1, 'on': 2}\n", "yaml-duplicate-key 1:12"],
  ])("%s fails to kustomize alone", (_name, text, problem) => {
    const { kubectl, problems } = read(text);
    expect(kubectl).toBeDefined();
    expect(problems).toEqual([problem]);
  });

  test("gives the places of keys that only kustomize knows", () => {
    const text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  yes: on\n  b: !!str c\n";
    const [located] = asKustomizeReads(parseManifests("a.yaml", text)).objects;
    expect(located?.origin.locate("/data/yes")).toEqual({ file: "a.yaml", line: 6, column: 8 });
  });

  test("is one file where nothing differs", () => {
    const file = parseManifests("a.yaml", "a: true\nb: 1\nc: text\n");
    expect(asKustomizeReads(file)).toBe(file);
  });
});
