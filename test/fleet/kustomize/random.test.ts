import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseManifests } from "../../../src/manifests/parse.js";
import type { KubeObject } from "../../../src/objects/kube-object.js";
import { refKey, refOf } from "../../../src/objects/object-ref.js";
import { build } from "./build.js";
import type { Files } from "./random-kustomization.js";
import { randomKustomization } from "./random-kustomization.js";

const kubectl = ["lab/bin/kubectl", "kubectl"].find(
  (command) => spawnSync(command, ["version", "--client"]).status === 0,
);

const FIRST = 147;
const COUNT = 120;

describe.runIf(kubectl !== undefined)(
  "Generated kustomizations build as kubectl kustomize builds them",
  () => {
    test(`${COUNT} of them, or fail as there`, { timeout: 300_000 }, () => {
      const seeds = Array.from({ length: COUNT }, (_, i) => FIRST + i);
      const [ours, theirs] = [
        seeds.map((seed) => [seed, buildHere(seed)]),
        seeds.map((seed) => [seed, buildThere(seed)]),
      ];
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
      expect(theirs.filter(([, built]) => built !== "fails").length).toBeGreaterThan(COUNT / 2);
    });
  },
);

type Built = Readonly<Record<string, KubeObject>> | "fails";

function buildHere(seed: number): Built {
  const { objects, diagnostics } = build(randomKustomization(seed), "overlay");
  if (diagnostics.some(({ severity }) => severity === "error")) return "fails";
  return byKey(objects.map(({ object }) => object));
}

function buildThere(seed: number): Built {
  const root = mkdtempSync(join(tmpdir(), "random-"));
  write(root, randomKustomization(seed));
  const { stdout, status } = spawnSync(kubectl!, ["kustomize", join(root, "overlay")], { encoding: "utf8" });
  rmSync(root, { recursive: true });
  return status === 0 ? byKey(parseManifests("built", stdout).objects.map(({ object }) => object)) : "fails";
}

function write(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function byKey(objects: readonly KubeObject[]): Record<string, KubeObject> {
  return Object.fromEntries(objects.map((object) => [refKey(refOf(object)), object]));
}
