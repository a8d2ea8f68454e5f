import { describe, expect, test } from "vitest";
import { diffFleets } from "../../src/diff/diff-fleets.js";
import { fieldChanges } from "../../src/diff/field-changes.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";
import { renderDiffText } from "../../src/render/diff-text.js";
import { createPaint } from "../../src/render/paint.js";

const kustomization = (name: string, more = ""): string => `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: flux-system}
spec:
  interval: 10m
  path: ./${name}
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
${more}`;
const configMap = (name: string, value: string): string => `
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: default}
data: {value: ${value}}
`;
const sync = `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 1m, url: "https://example.com/fleet", ref: {branch: main}}
---${kustomization("flux-system").replace("./flux-system", "./clusters/prod")}`;

const base: Record<string, string> = {
  "clusters/prod/flux-system/gotk-sync.yaml": sync,
  "clusters/prod/apps.yaml": kustomization("apps"),
  "clusters/prod/infra.yaml": kustomization("infra"),
  "apps/one.yaml": configMap("one", "a"),
  "apps/two.yaml": configMap("two", "a"),
  "infra/three.yaml": configMap("three", "a"),
};

function diff(changes: Readonly<Record<string, string | undefined>>): string {
  const head = Object.entries({ ...base, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const fleet = (files: Iterable<[string, string]>) =>
    readFleet(memoryTree([...files].map(([path, text]) => ({ path, text }))));
  return renderDiffText(diffFleets(fleet(Object.entries(base)), fleet(head)), createPaint(false));
}

describe("the diff of two fleets", () => {
  const cases: readonly (readonly [
    string,
    Readonly<Record<string, string | undefined>>,
    readonly string[],
  ])[] = [
    [
      "is empty when only comments and layout change",
      { "apps/one.yaml": `# a comment\n${configMap("one", '"a"')}` },
      ["no differences"],
    ],
    [
      "shows a changed field",
      { "apps/one.yaml": configMap("one", "b") },
      ["~ prod ConfigMap/default/one", "    data.value: a → b"],
    ],
    [
      "shows an added object without risk",
      { "apps/four.yaml": configMap("four", "a") },
      ["+ prod ConfigMap/default/four"],
    ],
    [
      "warns that a removed object is deleted",
      { "apps/two.yaml": undefined },
      ["- prod ConfigMap/default/two", "    risk deletes: Flux deletes it from the cluster"],
    ],
    [
      "warns when an object moves to another Kustomization",
      { "apps/two.yaml": undefined, "infra/two.yaml": configMap("two", "a") },
      [
        "> prod ConfigMap/default/two from Kustomization/flux-system/apps to Kustomization/flux-system/infra",
        "risk changes-owner:",
      ],
    ],
    [
      "warns of suspension",
      { "clusters/prod/apps.yaml": kustomization("apps", "  suspend: true\n") },
      ["spec.suspend: (none) → true", "risk suspends:"],
    ],
    [
      "warns that a removed Kustomization takes its objects along",
      { "clusters/prod/infra.yaml": undefined },
      ["risk deletes-data: and with it every object that it applied", "- prod ConfigMap/default/three"],
    ],
  ];
  test.each(cases)("%s", (_, changes, expected) => {
    const text = diff(changes);
    for (const line of expected) expect(text).toContain(line);
  });

  test("says that what is not pruned stays", () => {
    const keep = { "clusters/prod/apps.yaml": kustomization("apps").replace("prune: true", "prune: false") };
    const files = (more: Record<string, string | undefined>) =>
      Object.entries({ ...base, ...keep, ...more }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
    const read = (more: Record<string, string | undefined>) =>
      readFleet(memoryTree(files(more).map(([path, text]) => ({ path, text }))));
    const [change] = diffFleets(read({}), read({ "apps/two.yaml": undefined }));
    expect(change?.risks.map(({ name }) => name)).toEqual(["orphans"]);
  });
});

describe("the fields that differ", () => {
  test("match items of lists by name, wherever they stand", () => {
    const before = {
      env: [
        { name: "A", value: "1" },
        { name: "B", value: "2" },
      ],
    };
    const after = {
      env: [
        { name: "B", value: "3" },
        { name: "A", value: "1" },
      ],
    };
    expect(fieldChanges(before, after)).toEqual([{ pointer: "/env/0/value", before: "2", after: "3" }]);
  });

  test("match items without a name by position", () => {
    expect(fieldChanges({ a: [1, 2] }, { a: [1, 3, 4] })).toEqual([
      { pointer: "/a/1", before: 2, after: 3 },
      { pointer: "/a/2", after: 4 },
    ]);
  });
});
