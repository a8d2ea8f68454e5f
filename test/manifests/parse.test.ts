import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { asKustomizeReads } from "../../src/manifests/manifest-file.js";
import { parseManifests } from "../../src/manifests/parse.js";
import type { PlaceNode } from "../../src/manifests/place-tree.js";
import { printManifests } from "../../src/manifests/print.js";
import { readBlock } from "../../src/manifests/read-block.js";
import { readWithLibrary } from "../../src/manifests/read-with-library.js";
import type { YamlReader } from "../../src/manifests/scalar-reader.js";
import { ScalarReader } from "../../src/manifests/scalar-reader.js";
import { splitDocuments } from "../../src/manifests/split-documents.js";
import { unsafeValues } from "../../src/manifests/unsafe-values.js";
import { trickyStrings } from "./tricky-strings.js";

function valuesOf(text: string): unknown[] {
  const file = parseManifests("a.yaml", text);
  expect(file.diagnostics).toEqual([]);
  return file.documents.map(({ value }) => value);
}

describe("parseManifests", () => {
  test.each([
    ["several documents", "a: 1\n---\nb: 2\n", [{ a: 1 }, { b: 2 }]],
    ["comments before the first document", "# a\n---\na: 1\n", [{ a: 1 }]],
    ["documents of comments only", "---\n# a\n---\na: 1\n---\n", [{ a: 1 }]],
    ["nothing", "", []],
    ["null", "~\n", []],
    ["byte order marks of concatenated files", "\ufeffa: 1\n---\n\ufeffb: 2\n", [{ a: 1 }, { b: 2 }]],
    ["CRLF", "a: |\r\n  b\r\n  c\r\nd: e\r\n", [{ a: "b\nc\n", d: "e" }]],
    ["directives and document ends", "%YAML 1.1\n---\na: on\n...\n---\nb: 1\n", [{ a: true }, { b: 1 }]],
    ["content behind the marker", "--- {a: 1}\n--- # c\nb: 1\n", [{ a: 1 }, { b: 1 }]],
    [
      "a list at the column of its key",
      "a:\n- 1\n- b: 2\n  c: 3\nd: 4\n",
      [{ a: [1, { b: 2, c: 3 }], d: 4 }],
    ],
    ["anchors", "a: &x [1]\nb: *x\nc: &y z\nd: *y\n", [{ a: [1], b: [1], c: "z", d: "z" }]],
    [
      "merge keys: what is explicit wins",
      "a: &x {b: 1, c: 2}\nd:\n  b: 3\n  <<: *x\n",
      [{ a: { b: 1, c: 2 }, d: { b: 3, c: 2 } }],
    ],
    ["lists of merges: the first wins", "a:\n  <<: [{b: 1}, {b: 2, c: 3}]\n", [{ a: { b: 1, c: 3 } }]],
    ["tags", 'a: !!str 1\nb: !!int "1"\nc: !mine x\nd: !!binary aGk=\n', [{ a: "1", b: 1, c: "x", d: "hi" }]],
    [
      "text over lines",
      'a: b\n  c\n\n  d\ne: "f\n  g"\nh: >-\n  i\n  j\n',
      [{ a: "b c\nd", e: "f g", h: "i j" }],
    ],
    ["keys that are no strings", "on: 1\n0777: 2\n", [{ true: 1, 511: 2 }]],
    ["a block at the end without a newline, as Go does", "a: |\n  b", [{ a: "b" }]],
    ["names of object methods", "constructor: 1\ntoString: 2\n", [{ constructor: 1, toString: 2 }]],
  ])("reads %s", (_name, text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
  });

  test.each([
    "__proto__:\n  polluted: true\n",
    "{__proto__: {polluted: true}}\n",
    "&a __proto__: {polluted: true}\n",
  ])("takes __proto__ for a plain own key: %j", (text) => {
    const [value] = valuesOf(text) as [object];
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("takes the items of a List out, each with its places", () => {
    const text =
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n- kind: x\n";
    const { objects, documents } = parseManifests("a.yaml", text);
    expect(documents).toHaveLength(1);
    expect(objects.map(({ object }) => object.metadata.name)).toEqual(["a"]);
    expect(objects[0]?.origin.locate("/metadata/name")).toEqual({ file: "a.yaml", line: 6, column: 20 });
  });

  test("numbers documents by where they stand, empty ones counted", () => {
    const { documents } = parseManifests("a.yaml", "---\n---\na: 1\n---\n# c\n---\nb: 1\n");
    expect(documents.map(({ index }) => index)).toEqual([1, 3]);
  });

  test("gives the documents before an error, and the errors of all", () => {
    const file = parseManifests("a.yaml", "a: 1\n---\nb: [\n---\nc: 1\n---\nd: 1\nd: 2\n");
    expect(file.documents.map(({ value }) => value)).toEqual([{ a: 1 }]);
    expect(file.diagnostics.map(({ code, at }) => [code, at.line])).toContainEqual(["yaml-duplicate-key", 8]);
  });
});

describe("a line of a megabyte", () => {
  const long = "x".repeat(2 ** 20);

  // What takes the square of the length does not come to its end within a test.
  test.each([
    ["that ends", `a: !!str ${long}\n`],
    ["that ends the file", `a: !!str ${long}`],
    ["of blanks", `a: !!str b${" ".repeat(2 ** 20)}`],
    ["over several lines", `a: b\n  ${long}\n`],
    ["in a comment", `a: !!str b #${long}`],
  ])("%s is read", (_what, text) => {
    const { documents, diagnostics } = parseManifests("a.yaml", text);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(documents[0]?.value ?? {})).toEqual(["a"]);
  });
});

function deep(open: string, depth: number): string {
  return open.repeat(depth);
}

describe("parseManifests refuses, and says where", () => {
  test.each([
    ["a duplicate key", "a: 1\nb:\n  c: 1\n  c: 2\n", "yaml-duplicate-key", 4, 3],
    ["a duplicate key in braces", "a: {b: 1, b: 2}\n", "yaml-duplicate-key", 1, 11],
    ["keys that become one", "on: 1\n'true': 2\n", "yaml-duplicate-key", 2, 1],
    ["a tab as indentation", "a:\n\tb: 1\n", "yaml-syntax", 2, 1],
    ["a map in a map's line", "a: b: c\n", "yaml-syntax", 1, 4],
    ["an open bracket", "a: [1\n", "yaml-syntax", 2, 1],
    ["an unknown anchor", "a: *b\n", "yaml-syntax", 1, 4],
    ["an alias in its own anchor", "a: &b [*b]\n", "yaml-syntax", 1, 8],
    ["a map as key", "? {a: 1}\n: b\n", "yaml-syntax", 1, 3],
    ["null as key", "~: 1\n", "yaml-syntax", 1, 1],
    ["NaN", "a: .nan\n", "yaml-syntax", 1, 4],
    ["a tag that does not fit", "a: !!int b\n", "yaml-syntax", 1, 10],
    ["a merge of no map", "a:\n  <<: 1\n", "yaml-syntax", 2, 3],
    ["a control character", "a: 1\nb: \u0007\n", "yaml-syntax", 2, 4],
    ["deep brackets", `a: ${deep("[", 101)}${deep("]", 101)}\n`, "yaml-limit", 1, 103],

    [
      "deep blocks",
      Array.from({ length: 102 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
      "yaml-limit",
      101,
      101,
    ],
  ])("%s", (_name, text, code, line, column) => {
    const { diagnostics, documents } = parseManifests("a.yaml", text);
    expect(documents).toEqual([]);
    expect(diagnostics[0]).toMatchObject({ code, severity: "error", at: { file: "a.yaml", line, column } });
  });

  test("an alias bomb", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]\n`,
    );
    const { diagnostics } = parseManifests("a.yaml", `a0: &a0 x\n${levels.join("")}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["yaml-limit"]);
  });

  test.each(["[", "{a: ", "? ", "- ", "? - "])("%o beyond what a stack holds", (open) => {
    for (const depth of [600, 5_000, 20_000, 40_000]) {
      const { diagnostics } = parseManifests("a.yaml", deep(open, depth));
      expect(diagnostics.map(({ code }) => code)).toEqual(["yaml-limit"]);
    }
  });

  test("what follows a mistake, after the first few", () => {
    const { diagnostics } = parseManifests("a.yaml", `a: ${deep("]", 20_000)}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(Array.from({ length: 10 }, () => "yaml-syntax"));
  });

  const conflict = "<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> branch\n";

  test.each([
    ["in a map", `a:\n${conflict}`, 2],
    ["at the beginning", `${conflict}a: 1\n`, 1],
    ["in a further document", `a: 1\n---\nb:\n${conflict}`, 4],
    ["below a directive", `%YAML 1.1\n---\nb:\n${conflict}`, 4],
    ["with the common ancestor", "a:\n<<<<<<< a\n  b: 1\n||||||| c\n  b: 0\n=======\n  b: 2\n>>>>>>> d\n", 2],
    ["of which the beginning is gone", "a:\n  b: 1\n=======\n  b: 2\n>>>>>>> branch\n", 5],
  ])("a merge conflict, once: %s", (_name, text, line) => {
    const { diagnostics } = parseManifests("a.yaml", text);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: "yaml-syntax",
        at: { file: "a.yaml", line, column: 1 },
        message: expect.stringContaining("merge conflict"),
        hint: expect.stringContaining("Resolve it"),
      }),
    ]);
  });

  test("no merge conflict: a text that tells of one", () => {
    const text = `a: |\n  ${conflict.replaceAll("\n", "\n  ")}\nb: !!str x\n`;
    expect(parseManifests("a.yaml", text).diagnostics).toEqual([]);
  });

  test("no merge conflict: another mistake below a text that tells of one", () => {
    const { diagnostics } = parseManifests("a.yaml", `a: |\n  ${conflict.replaceAll("\n", "\n  ")}\nb: [\n`);
    expect(diagnostics[0]?.message).not.toContain("merge conflict");
  });

  test("more than ten megabytes", () => {
    const { diagnostics } = parseManifests("a.yaml", "# ".padEnd(10 * 1024 * 1024 + 1, "x"));
    expect(diagnostics.map(({ code }) => code)).toEqual(["yaml-limit"]);
  });
});

describe("locate", () => {
  const text = `# c
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
spec:
  "quoted key": 1
  list:
    - name: x
      value: y
    - {a: [b, c]}
  literal: |
    text
  nothing:
  a/b~c: 1
`;
  const places: readonly [string, "key" | "value" | undefined, number, number][] = [
    ["", undefined, 2, 1],
    ["/metadata/name", undefined, 5, 9],
    ["/metadata/name", "key", 5, 3],
    ["/metadata", "key", 4, 1],
    ["/metadata", undefined, 5, 3],
    ["/spec/quoted key", undefined, 7, 17],
    ["/spec/list", undefined, 9, 5],
    ["/spec/list/0", undefined, 9, 7],
    ["/spec/list/0/value", "key", 10, 7],
    ["/spec/list/1/a/1", undefined, 11, 15],
    ["/spec/literal", undefined, 12, 12],
    ["/spec/nothing", undefined, 14, 3],
    ["/spec/a~1b~0c", undefined, 15, 10],
    // Where nothing stands: the nearest parent's key.
    ["/spec/absent/deeper", undefined, 6, 1],
    ["/spec/list/7", undefined, 8, 3],
    ["/absent", "key", 2, 1],
  ];
  // The second text has the same places, but takes the library's road.
  test.each([
    ["the fast reader", text],
    ["the library", `${text}tagged: !!str 1\n`],
    ["the fast reader in a file from Windows", text.replaceAll("\n", "\r\n")],
  ])("gives exact places by %s", (_name, source) => {
    const [located] = parseManifests("a.yaml", source).objects;
    for (const [pointer, part, line, column] of places) {
      expect([pointer, located?.origin.locate(pointer, part)]).toEqual([
        pointer,
        { file: "a.yaml", line, column },
      ]);
    }
  });
});

/** Place trees as text, for comparing. */
function placesText({ value, key, entries }: PlaceNode): string {
  const inner = [...(entries ?? [])].map(([name, entry]) => `${name} ${placesText(entry)}`).sort();
  return `${value}:${key}(${inner.join(",")})`;
}

/** What both readers make of a text that the fast one knows, as kubectl and as kustomize read. */
function compareReaders(text: string): void {
  compareReadersAs("kubectl", text);
  compareReadersAs("kustomize", text);
}

function compareReadersAs(reader: YamlReader, text: string): void {
  const scalars = new ScalarReader(reader);
  const fast = readBlock(scalars, text, 0, text.length, true);
  if (fast === undefined) return;
  const [whole] = readWithLibrary(scalars, text, 0);
  expect(whole?.problems ?? []).toEqual([]);
  expect(JSON.stringify(fast.value ?? null)).toBe(JSON.stringify(whole?.value ?? null));
  if (fast.place !== undefined && whole?.value !== undefined)
    expect(placesText(fast.place)).toBe(placesText(whole.places()));
}

const lineParts = [
  ..."a: b|a:|  b: c|  - x|- y|- k: v|  l: w|    m: z|a: &x 1|b: *x|c: |  text|    more||  |d: >-|  folded|e: plain".split(
    "|",
  ),
  ...'  goes on|# comment|  # inner|f: [a, {b: c}]|g: "q"|h: &y|- - n|  - - o|- >|   odd|i: # c|j: k # c|? q|- |-|p: on'.split(
    "|",
  ),
  ...[
    "c: |",
    "- |+",
    "d: |-",
    "- *z",
    "- &z w",
    '"a": 1',
    "- 'b': 2",
    "\ttab",
    "  : x",
    "r: - s",
    "  <<: *x",
    "'it''s': \"\\u0041\"",
  ],
];

describe("the fast reader reads what the library reads", () => {
  test("any lines of YAML in any order", () => {
    const texts = fc.array(fc.constantFrom(...lineParts), { maxLength: 10 }).map((lines) => lines.join("\n"));
    fc.assert(fc.property(texts, compareReaders), { numRuns: 20_000, seed: 7 });
  });

  test("any pieces of YAML in any order", () => {
    const pieces = [
      "a",
      "b: ",
      "- ",
      "key:",
      " ",
      "  ",
      "\n",
      "\n  ",
      "\n- ",
      '"q"',
      "'s'",
      "|",
      ">",
      "#",
      " # c",
      "[",
      "]",
      "{",
      "}",
    ];
    const more = [
      ": ",
      ",",
      "-1",
      "0x1",
      "on",
      "~",
      "&a ",
      "*a",
      "!!str ",
      "?",
      '"',
      "'",
      "\t",
      "%",
      "@",
      "`",
      "é",
      "<<",
      '"\\x41"',
    ];
    const texts = fc
      .array(fc.constantFrom(...pieces, ...more), { maxLength: 14 })
      .map((parts) => parts.join(""));
    const isOneDocument = (text: string) => splitDocuments(text)?.length === 1;
    fc.assert(fc.property(texts.filter(isOneDocument), compareReaders), { numRuns: 20_000, seed: 7 });
  });

  const fleets = process.env.FLUXWRIGHT_FLEETS ?? "../shared/fleets";
  test.runIf(existsSync(fleets))("all files of a directory of fleets", () => {
    const tree = directoryTree(fleets);
    const yaml = tree.paths.filter((path) => /\.ya?ml$/.test(path));
    const texts = yaml.flatMap((path) => {
      const text = tree.readText(path);
      return (splitDocuments(text) ?? []).map(({ start, end }) => text.slice(start, end));
    });
    for (const text of texts) compareReaders(text);
    const known = texts.filter(
      (text) => readBlock(new ScalarReader("kubectl"), text, 0, text.length) !== undefined,
    );
    expect(known.length / texts.length).toBeGreaterThan(0.9);
  });
});

describe("whatever the text", () => {
  test("nothing is thrown", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        for (const { origin } of parseManifests("a.yaml", text).documents) origin.locate("/a/0");
      }),
      { numRuns: 20_000, seed: 7 },
    );
  });

  test("what is printed comes back, values and keys of any strings", () => {
    const key = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...trickyStrings));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        key,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        tie("list"),
        tie("map"),
      ),
      list: fc.array(tie("tree"), { maxLength: 4 }),
      map: fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { maxKeys: 4, minKeys: 1 }), (object) => {
        fc.pre(unsafeValues(object).length === 0);
        const text = printManifests([object as never]);
        const [value] = valuesOf(text);
        expect(value).toEqual(JSON.parse(JSON.stringify(object)));
        expect(printManifests([value as never])).toBe(text);
      }),
      { numRuns: 3000, seed: 7 },
    );
  });
});

const kubectl = ["lab/bin/kubectl", "kubectl"].find(
  (command) => spawnSync(command, ["version", "--client"]).status === 0,
);

describe.runIf(kubectl !== undefined)("plain scalars read as kubectl reads them", () => {
  const plain = trickyStrings.filter(
    (text) => /^[\w.+~:-][\w.+:~-]*$/.test(text) && !/:$|^:|^-{1,3}$|^\.{3}$/.test(text),
  );
  const header = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

  test("as values", () => {
    const isNumberJsonLacks = (text: string) => /^[-+]?\.(?:inf|nan)$/i.test(text);
    const text = `${header("a")}data:\n${plain
      .filter((value) => !isNumberJsonLacks(value))
      .map((value) => `- ${value}\n`)
      .join("")}`;
    expect(parseManifests("a.yaml", text).objects.map(({ object }) => object.data)).toEqual(
      readWithKubectl(text),
    );
  });

  test("as keys", () => {
    const texts = plain.map((key, i) => `${header(`a-${i}`)}data:\n  ${key}: 1\n`);
    const readable = texts.filter((text) => parseManifests("a.yaml", text).diagnostics.length === 0);
    const list = `apiVersion: v1\nkind: List\nitems:\n${readable.map((text) => `- ${text.trimEnd().replaceAll("\n", "\n  ")}\n`).join("")}`;
    const data = parseManifests("a.yaml", list).objects.map(({ object }) => object.data);
    expect(data).toHaveLength(readable.length);
    expect(data).toEqual(readWithKubectl(list));
  });

  /** The `data` of each object. */
  function readWithKubectl(text: string): unknown[] {
    const args = ["annotate", "--local", "-o", "json", "-f", "-", "absent-"];
    const { stdout, stderr } = spawnSync(kubectl!, args, {
      input: text,
      encoding: "utf8",
      maxBuffer: 2 ** 30,
    });
    expect(stderr).toBe("");
    const objects = JSON.parse(`[${stdout.replace(/^\}\n\{/gm, "},{")}]`) as { data: unknown }[];
    return objects.map(({ data }) => data);
  }
});

describe.runIf(kubectl !== undefined)("plain scalars read as kustomize reads them", () => {
  const plain = trickyStrings.filter(
    (text) => /^[\w.+~:-][\w.+:~-]*$/.test(text) && !/:$|^:|^-{1,3}$|^\.{3}$/.test(text),
  );
  const times = [
    "2001-1-1",
    "2001-12-14 21:59:43.10",
    "2001-12-14t21:59:43.10-05:00",
    "2023-02-29",
    "2024-01-01T1:2:3Z",
  ];
  const scalars = [...new Set([...plain, ...times])].filter((text) => !/^[-+]?\.(?:inf|nan)$/i.test(text));
  const header = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

  test("as values", () => {
    const text = scalars
      .map((value, i) => `${header(`a-${i}`)}data:\n  a: {b: ${value}}\n  c:\n    - ${value}\n`)
      .join("---\n");
    expect(readAsKustomize(text)).toEqual(buildWithKustomize(text));
  });

  test("as keys", () => {
    const short = scalars.filter((key) => key.length < 128);
    const texts = short.map((key, i) => `${header(`a-${i}`)}data:\n  ${key}: {${key} : 1}\n`);
    const isRefused = (text: string) =>
      asKustomizeReads(parseManifests("a.yaml", text)).diagnostics.length > 0;
    const readable = texts.filter((text) => !isRefused(text)).join("---\n");
    expect(readAsKustomize(readable)).toEqual(buildWithKustomize(readable));
    const refused = texts.filter(isRefused);
    expect(refused.length).toBeGreaterThan(40);
    // One failing key hides the others, and a process for each would take a minute.
    for (const text of refused.filter((_, i) => i % 10 === 0))
      expect(buildWithKustomize(text)).toBeUndefined();
  });

  /** The `data` of each object by its name. */
  function dataOf(text: string): Record<string, unknown> {
    const { objects } = asKustomizeReads(parseManifests("a.yaml", text));
    return Object.fromEntries(objects.map(({ object }) => [object.metadata.name, object.data]));
  }

  function readAsKustomize(text: string): Record<string, unknown> {
    expect(asKustomizeReads(parseManifests("a.yaml", text)).diagnostics).toEqual([]);
    return dataOf(text);
  }

  function buildWithKustomize(text: string): Record<string, unknown> | undefined {
    const directory = mkdtempSync(join(tmpdir(), "parse-"));
    writeFileSync(join(directory, "all.yaml"), text);
    writeFileSync(join(directory, "kustomization.yaml"), "resources: [all.yaml]\n");
    const { stdout, status } = spawnSync(kubectl!, ["kustomize", directory], {
      encoding: "utf8",
      maxBuffer: 2 ** 30,
    });
    rmSync(directory, { recursive: true });
    return status === 0 ? dataOf(stdout) : undefined;
  }
});
