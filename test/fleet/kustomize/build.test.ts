import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildDirectory } from "../../../src/fleet/kustomize/build.js";
import { directoryTree } from "../../../src/manifests/directory-tree.js";
import type { KubeObject } from "../../../src/objects/kube-object.js";
import { refKey, refOf } from "../../../src/objects/object-ref.js";
import { memoOf, nowhere } from "./build.js";

const cases = join(import.meta.dirname, "cases");

/** By identity: kubectl, which wrote what is expected, sorts objects by kind. */
function byKey(objects: readonly KubeObject[]): Record<string, KubeObject> {
  return Object.fromEntries(objects.map((object) => [refKey(refOf(object)), object]));
}

describe("A kustomization builds as kubectl kustomize builds it", () => {
  for (const name of readdirSync(cases)) {
    test(name.replaceAll("-", " "), () => {
      const tree = directoryTree(join(cases, name));
      const { objects, diagnostics } = buildDirectory(tree, "", nowhere, memoOf(tree));
      const expected = tree.manifests("expected.yaml").objects.map(({ object }) => object);
      expect(diagnostics).toEqual([]);
      expect(byKey(objects.map(({ object }) => object))).toEqual(byKey(expected));
    });
  }
});
