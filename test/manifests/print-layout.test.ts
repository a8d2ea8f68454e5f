import { describe, expect, test } from "vitest";
import { printManifests } from "../../src/manifests/print.js";
import { unsafeValueDiagnostics, unsafeValues } from "../../src/manifests/unsafe-values.js";
import type { JsonObject } from "../../src/objects/json.js";

describe("printManifests", () => {
  test("writes keys in reading order, two spaces, blocks for lines, no anchors", () => {
    const shared = { name: "infra" };
    const object = {
      status: {},
      spec: {
        interval: "1h30m",
        suspend: false,
        path: "./apps",
        dependsOn: [shared, shared],
        empty: [],
        nothing: null,
        absent: undefined,
        onlyAbsent: { a: undefined },
        version: "1.10",
        ratio: 1e21,
        lists: [[1, []], [{}]],
        script: "#!/bin/sh\nset -e\n\necho done",
        text: "a: b\n",
      },
      metadata: { annotations: { on: "off" }, namespace: "a", labels: {}, name: "b", uid: "c" },
      kind: "X",
      apiVersion: "v1",
    };
    expect(printManifests([object])).toBe(`apiVersion: v1
kind: X
metadata:
  name: b
  namespace: a
  labels: {}
  annotations:
    "on": "off"
  uid: c
spec:
  interval: 1h30m
  suspend: false
  path: ./apps
  dependsOn:
    - name: infra
    - name: infra
  empty: []
  nothing: null
  onlyAbsent: {}
  version: "1.10"
  ratio: 1.0e+21
  lists:
    - - 1
      - []
    - - {}
  script: |-
    #!/bin/sh
    set -e

    echo done
  text: |
    a: b
status: {}
`);
  });

  test("parts documents, and writes nothing for none", () => {
    expect(printManifests([{ a: 1 }, {}, { b: 2 }])).toBe("a: 1\n---\n{}\n---\nb: 2\n");
    expect(printManifests([])).toBe("");
  });

  test("refuses a comment that would break the line", () => {
    const object = { a: "b" };
    const comments = new Map([[object, new Map([["/a", "x\ny: z"]])]]);
    expect(() => printManifests([object], { comments })).toThrow(/must be one line/);
  });
});

const circular: Record<string, unknown> = {};
circular.self = circular;

describe("what no writing makes safe is refused by name", () => {
  test.each<[string, Record<string, unknown>, string, RegExp]>([
    ["half a surrogate pair", { a: ["\ud800"] }, "/a/0", /U\+D800/],
    ["DEL", { a: { b: "x\x7f" } }, "/a/b", /U\+007F/],
    ["NEL", { a: "x\x85" }, "/a", /U\+0085/],
    ["no character", { a: "\uffff" }, "/a", /U\+FFFF/],
    ["the merge key", { a: { "<<": 1 } }, "/a/<<", /merges even in quotes/],
    ["a key of 1,001 characters", { ["k".repeat(1001)]: 1 }, `/${"k".repeat(1001)}`, /more than 1000/],
    [
      "a key that escapes make long",
      { ["\u200b".repeat(200)]: 1 },
      `/${"\u200b".repeat(200)}`,
      /more than 1000/,
    ],
    ["NaN", { a: Number.NaN }, "/a", /JSON does not have/],
    ["a date", { a: new Date(0) }, "/a", /is a Date/],
    ["a function", { a: () => 1 }, "/a", /a function/],
    ["undefined in a list", { a: [undefined] }, "/a/0", /undefined in a list/],
    ["a big integer", { a: 1n }, "/a", /a bigint/],
    ["a circle", circular, "/self".repeat(101), /contains itself/],
  ])("%s", (_name, object, pointer, reason) => {
    const [first] = unsafeValues(object);
    expect(first).toMatchObject({ pointer, reason: expect.stringMatching(reason) });
    expect(() => printManifests([object as JsonObject])).toThrow(
      expect.objectContaining({ reason: "invalid" }),
    );
  });

  test("as diagnostics, at their places", () => {
    const object = { apiVersion: "v1", kind: "X", metadata: { name: "x" }, data: { a: "\x7f" } };
    const origin = {
      file: "main.ts",
      construct: "app/x",
      locate: () => ({ file: "main.ts", line: 3, column: 5 }),
    };
    expect(unsafeValueDiagnostics({ object, origin })).toMatchObject([
      {
        code: "yaml-unsafe-value",
        severity: "error",
        message: "The value at data.a holds the character U+007F, which not every YAML reader carries.",
        at: { file: "main.ts", line: 3, column: 5, pointer: "/data/a", construct: "app/x" },
      },
    ]);
  });
});
