import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import type { Fleet } from "../../src/fleet/fleet.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import type { MemoryFile } from "../../src/manifests/memory-tree.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";
import { parseManifests } from "../../src/manifests/parse.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";

/** FUZZ_RUNS=100000 for the long run; the sum over all sources of input. */
const runs = Number(process.env.FUZZ_RUNS ?? 1_000);

/** CPU time in seconds within which every input must be read and judged. */
const LIMIT = 1;
/** Megabytes that the process may take at its peak beyond what it takes before the first input. */
const MEMORY = 300;
const atStart = process.memoryUsage.rss();

/** Asked every so often: by itself the collector lets garbage lie while there is room, and a peak would say nothing. */
const collect = collector();
const COLLECT_EVERY = 500;
let judged = 0;

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

const seeds = { fleet: seed("fleet"), kustomization: seed("kustomization"), resources: seed("resources") };
/** What a text stands for in a fleet. */
type Role = keyof typeof seeds;
const roles = Object.keys(seeds) as Role[];

function seed(name: string): string {
  return readFileSync(new URL(`fuzz/${name}.yaml`, import.meta.url), "utf8");
}

const sync = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: "https://github.com/shop/fleet", ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  targetNamespace: shop
  sourceRef: { kind: GitRepository, name: flux-system }
  commonMetadata: { labels: { team: shop } }
  postBuild: { substitute: { A: b, LEVEL: debug } }
`;
const patch = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, annotations: { x/y: "a:b" } }
spec: { template: { spec: { containers: [{ name: web, env: [{ name: B, value: c }] }] } } }
`;
const component = `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
metadata: { name: web }
replicas: [{ name: web, count: 2 }]
`;
const replacement = `source: { kind: ConfigMap, name: settings, fieldPath: data.host }
targets: [{ select: { kind: Ingress }, fieldPaths: [spec.rules.0.host] }]
`;
const config = `nameReference:
  - { kind: ConfigMap, fieldSpecs: [{ kind: Deployment, path: spec/template/spec/settings }] }
`;

const small = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: "\${A}" }
`;

/** The files around the text; they stay the same, and are parsed once. */
const applied = [known("apps/settings.yaml", small)];
const built = [
  known("clusters/prod/fleet.yaml", sync),
  known("apps/kustomization.yaml", seeds.kustomization),
  known("apps/resources.yaml", seeds.resources),
  known("apps/patch.yaml", patch),
  known("apps/component/kustomization.yaml", component),
  known("apps/replacement.yaml", replacement),
  known("apps/config.yaml", config),
  known("apps/vars.env", "E=f\n# c\nHOME\n"),
  known("apps/openapi.json", "{}"),
];
const places: Readonly<Record<Role, { readonly path: string; readonly among: readonly MemoryFile[] }>> = {
  fleet: { path: "clusters/prod/fleet.yaml", among: applied },
  kustomization: { path: "apps/kustomization.yaml", among: built },
  resources: { path: "apps/resources.yaml", among: built },
};

function known(path: string, text: string): MemoryFile {
  return path.endsWith(".yaml")
    ? { path, text, objects: parseManifests(path, text).objects }
    : { path, text };
}

/** Reads and judges a fleet in which a text plays a role. */
function judge(text: string, role: Role): Fleet {
  const { path, among } = places[role];
  const others = among.filter((file) => file.path !== path);
  const fleet = readFleet(memoryTree([...others, { path, text }]));
  validateFleet(fleet);
  return fleet;
}

/** Fails where an input takes too long, twice: a first time may be the collector's or the compiler's. */
function judgeInTime(text: string, role: Role): void {
  if (++judged % COLLECT_EVERY === 0) collect();
  if (cost(text, role) > LIMIT && cost(text, role) > LIMIT) throw new Error(`took more than ${LIMIT} CPU-s`);
}

/** CPU time in seconds, which, other than time on the clock, does not depend on what else the machine does. */
function cost(text: string, role: Role): number {
  const start = process.cpuUsage();
  judge(text, role);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
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

const bytes = fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw).toString("utf8"));
const syntax = fc
  .array(fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 5 })), { maxLength: 60 })
  .map((pieces) => pieces.join(""));

/** The documents of a seed; of a fleet a few at a time, since each costs, and few have to do with each other. */
function documentsOf(role: Role): fc.Arbitrary<readonly unknown[]> {
  const documents = parseAllDocuments(seeds[role]).map((document) => document.toJS() as unknown);
  return role === "fleet" ? fc.subarray(documents, { minLength: 1, maxLength: 5 }) : fc.constant(documents);
}

/** The texts of those documents, as they are written. */
function textOf(role: Role): fc.Arbitrary<string> {
  const texts = seeds[role].split("---\n");
  const some = role === "fleet" ? fc.subarray(texts, { minLength: 1, maxLength: 5 }) : fc.constant(texts);
  return some.map((all) => all.join("---\n"));
}

/** A seed with pieces cut out and put in. */
function spliced(role: Role): fc.Arbitrary<string> {
  const splice = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(40),
    put: fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 8, unit: "binary" })),
  });
  const splices = fc.array(splice, { minLength: 1, maxLength: 6 });
  return fc.tuple(textOf(role), splices).map(([text, all]) => all.reduce(cutAndPut, text));
}

interface Splice {
  /** Where, as a part of the text. */
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

function cutAndPut(text: string, { at, cut, put }: Splice): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + put + text.slice(start + cut);
}

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

/** The documents of a seed with some values, chosen at random, put wrong. */
function withWrongValues(role: Role): fc.Arbitrary<string> {
  const mistakes = fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 4 });
  return fc
    .tuple(documentsOf(role), mistakes)
    .map(([documents, all]) =>
      all.reduce<unknown>((changed, [pick, value]) => replaceAt(changed, pick, value), documents),
    )
    .map((documents) =>
      (documents as readonly unknown[])
        .map((document) => stringify(document, { aliasDuplicateObjects: false }))
        .join("---\n"),
    );
}

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

test.each(roles)("the seed %s is read, built and judged to its end", (role) => {
  const { clusters } = judge(seeds[role], role);
  const [cluster] = clusters;
  expect(cluster?.builds.map(({ outcome }) => outcome)).not.toContain("failed");
  expect(cluster?.objects.length).toBeGreaterThan(5);
});

describe("no input ends in an exception or takes long", () => {
  const any = fc.constantFrom(...roles);
  const inputs: readonly (readonly [string, fc.Arbitrary<Role>, fc.Arbitrary<string>, number])[] = [
    ["bytes", any, bytes, 0.2],
    ["pieces of YAML", any, syntax, 0.2],
    ["a fleet with pieces cut out and put in", fc.constant("fleet"), spliced("fleet"), 0.2],
    ["a fleet with values put wrong", fc.constant("fleet"), withWrongValues("fleet"), 0.2],
    ...roles.slice(1).flatMap(
      (role) =>
        [
          [`${role} with pieces cut out and put in`, fc.constant(role), spliced(role), 0.05],
          [`${role} with values put wrong`, fc.constant(role), withWrongValues(role), 0.05],
        ] as const,
    ),
  ];
  test.each(inputs)(
    "%s",
    (_, role, texts, share) => {
      fc.assert(fc.property(texts, role, judgeInTime), { numRuns: Math.ceil(runs * share) });
    },
    3_600_000,
  );

  test("and all together take little memory", () => {
    const peak = process.resourceUsage().maxRSS * 1024;
    expect((peak - atStart) / 1e6).toBeLessThan(MEMORY);
  });
});
