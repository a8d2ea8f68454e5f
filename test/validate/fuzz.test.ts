import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";

/** FUZZ_RUNS=100000 for the long run; the sum over all sources of input. */
const runs = Number(process.env.FUZZ_RUNS ?? 400);

const seed = readFileSync(new URL("fuzz-seed.yaml", import.meta.url), "utf8");
const documents = parseAllDocuments(seed).map((document) => document.toJS() as unknown);

/** Reads and judges a text, as one that an entry point holds and as one that a Kustomization builds. */
function judge(text: string): void {
  const tree = memoryTree([
    { path: "clusters/prod/flux-system/sync.yaml", text: seed },
    { path: "clusters/prod/fuzz.yaml", text },
    { path: "apps/kustomization.yaml", text },
  ]);
  validateFleet(readFleet(tree));
}

const snippets = [
  ..."\t\n\r :-?[]{}#&*!|>'\"%@`,\\\0\uFEFF\u2028\u0085",
  "---\n",
  "...\n",
  "<<: *a\n",
  "&a ",
  "*a",
  "!!binary ",
  "!<tag:",
  "|2-\n",
  ">+\n",
  "${",
  "${A:=",
  "$$",
  "__proto__: ",
  "constructor: ",
  "\uD800",
  "0x",
  "1e999",
  "~",
  ".inf",
  "%YAML 1.1\n",
  "kind: List\nitems:\n",
  "(?<",
  "$patch: delete\n",
];

/** The seed with pieces cut out and put in. */
const spliced = fc
  .array(
    fc.record({
      at: fc.nat(seed.length),
      cut: fc.nat(40),
      put: fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 8, unit: "binary" })),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((splices) =>
    splices.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), seed),
  );

const bytes = fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw).toString("utf8"));
const syntax = fc
  .array(fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 5 })), { maxLength: 60 })
  .map((pieces) => pieces.join(""));

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    "",
    "(",
    "${A",
    "$",
    "../..",
    "/",
    "*",
    ">=",
    "a:b:c",
    "1h1",
    "https://",
    "oci://",
    "self.",
  ),
  fc.constantFrom([null], [[]], [{}], { name: null }, { kind: [] }),
);

/** The objects of the seed with some values, chosen at random, put wrong. */
const trees = fc
  .array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 4 })
  .map(
    (mistakes) =>
      mistakes.reduce<unknown>((all, [pick, value]) => replaceAt(all, pick, value), documents) as unknown[],
  )
  .map((all) => all.map((object) => stringify(object, { aliasDuplicateObjects: false })).join("---\n"));

/** A copy with the value at one of its places, counted by `pick`, replaced. */
function replaceAt(root: unknown, pick: number, value: unknown): unknown {
  const copy = structuredClone(root);
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const place = places[pick % places.length];
  if (place) place[0][place[1]] = value;
  return copy;
}

describe("no input ends in an exception", () => {
  test.each([
    ["bytes", bytes, 0.2],
    ["pieces of YAML", syntax, 0.2],
    ["a fleet with pieces cut out and put in", spliced, 0.3],
    ["a fleet with values put wrong", trees, 0.3],
  ] as const)(
    "%s",
    (_, texts, share) => {
      fc.assert(fc.property(texts as fc.Arbitrary<string>, judge), { numRuns: Math.ceil(runs * share) });
    },
    3_600_000,
  );
});
