import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { edgesOf } from "../../src/fleet/edges.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { treeOf } from "./kustomize/build.js";

const cases = join(import.meta.dirname, "kustomize/cases");
const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: app, namespace: flux-system}
spec:
  path: ./app
  sourceRef: {kind: GitRepository, name: flux-system}
  targetNamespace: x
  components: [./c]
  images: [{name: nginx, newTag: "1"}]
  patches: [{target: {kind: Deployment}, patch: "- op: add\\n  path: /spec/x\\n  value: 1\\n"}]
  postBuild: {substitute: {A: b}, substituteFrom: [{kind: ConfigMap, name: x}]}
  commonMetadata: {labels: {a: b}}
`;

/** Values that a place may hold by mistake. */
const junk = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1.5,
    "",
    "x",
    "(",
    "[",
    "$patch",
    "${A",
    "../..",
    "/abs",
    "https://x/y",
    "*",
    "!a,,",
  ),
  fc.constantFrom([], {}, [null], [[]], [{}], { $patch: "delete" }, { name: null }, [
    { op: "add", path: "x" },
  ]),
);

/** The text with one value, chosen by `pick`, put wrong. */
function mutate(text: string, pick: number, value: unknown): string {
  const documents = text.split(/^---$/m).map((part) => parse(part) as unknown);
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  for (const document of documents) walk(document);
  const [owner, key] = places[pick % Math.max(1, places.length)] ?? [];
  if (owner !== undefined && key !== undefined) owner[key] = value;
  return documents.map((document) => stringify(document)).join("---\n");
}

const fleets = readdirSync(cases).map((name) => {
  const tree = directoryTree(join(cases, name));
  const files = tree.paths.filter((path) => path !== "expected.yaml");
  return {
    ...Object.fromEntries(files.map((path) => [`app/${path}`, tree.readText(path)])),
    "clusters/prod/app.yaml": flux,
  };
});

test("A fleet with any value put wrong is read without an exception", () => {
  const mistake = fc.record({
    fleet: fc.nat({ max: fleets.length - 1 }),
    file: fc.nat(),
    pick: fc.nat(),
    value: junk,
  });
  fc.assert(
    fc.property(fc.array(mistake, { minLength: 1, maxLength: 3 }), (mistakes) => {
      const files: Record<string, string> = { ...fleets[mistakes[0]!.fleet]! };
      for (const { file, pick, value } of mistakes) {
        const paths = Object.keys(files).filter((path) => /\.ya?ml$/.test(path));
        const path = paths[file % paths.length]!;
        files[path] = mutate(files[path] ?? "", pick, value);
      }
      const fleet = readFleet(treeOf(files));
      for (const cluster of fleet.clusters) {
        edgesOf(cluster);
        for (const { origin } of cluster.objects)
          expect(origin.locate("/spec/x/y/0").line).toBeGreaterThan(0);
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 100) },
  );
}, 60_000);
