import { expect, test } from "vitest";
import { artifactTree } from "../../src/fleet/artifact-tree.js";
import { impliedObjects } from "../../src/fleet/producers.js";
import { applyFunction } from "../../src/fleet/substitute/functions.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";

// Texts for which an expression that goes back and forth takes minutes, or for ever.
const long = 200_000;

test.each([
  ["expressions without an end", "<<".repeat(long)],
  ["blank lines", `${"\n".repeat(long)}x: 1`],
])("A template of a ResourceSet may have many %s", (_, resourcesTemplate) => {
  const object = {
    apiVersion: "fluxcd.controlplane.io/v1",
    kind: "ResourceSet",
    metadata: { name: "x", namespace: "y" },
    spec: { resourcesTemplate },
  };
  const origin = { file: "x.yaml", locate: () => ({ file: "x.yaml", line: 1, column: 1 }) };
  expect(impliedObjects([{ object, origin } as never])).toEqual([]);
});

test("A shell pattern may have many stars", () => {
  expect(applyFunction("##", "a".repeat(100), [`${"*a".repeat(40)}b`])).toBe("a".repeat(100));
});

test("A copy of an artifact may have many stars, and a target many slashes", () => {
  const tree = memoryTree([{ path: "a".repeat(200), text: "" }]);
  const copy = [{ from: `@x/${"*a".repeat(40)}b`, to: `@artifact/${"/".repeat(long)}x` }];
  expect(artifactTree({ copy }, () => tree)?.paths).toEqual([]);
});
