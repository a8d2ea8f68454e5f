import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { artifactOf } from "../../src/fleet/source-ignore.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";

interface Fixture {
  readonly files: readonly string[];
  readonly cases: readonly { readonly ignore: string; readonly kept: readonly string[] }[];
}

const { files, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, "fixtures/source-ignore.json"), "utf8"),
) as Fixture;
const tree = memoryTree(files.map((path) => ({ path, text: "" })));

describe("An artifact has the files that source-controller keeps", () => {
  test.each(cases.map(({ ignore, kept }) => [ignore, kept] as const))(
    "with spec.ignore %j",
    (ignore, kept) => {
      expect(artifactOf(tree, ignore).paths).toEqual([...kept].sort());
    },
  );

  test("and patterns of a .sourceignore file hold below its directory only", () => {
    const nested = memoryTree([
      { path: "apps/.sourceignore", text: "secret.yaml\n/only-here.yaml\n" },
      { path: "apps/secret.yaml", text: "" },
      { path: "apps/deep/secret.yaml", text: "" },
      { path: "apps/deep/only-here.yaml", text: "" },
      { path: "apps/only-here.yaml", text: "" },
      { path: "secret.yaml", text: "" },
    ]);
    expect(artifactOf(nested, undefined).paths).toEqual([
      "apps/.sourceignore",
      "apps/deep/only-here.yaml",
      "secret.yaml",
    ]);
  });

  test.each([
    ["spaces in a line", `${" ".repeat(200_000)}x`],
    ["stars", `${"*a".repeat(40)}b`],
    ["brackets", "[".repeat(200_000)],
  ])("and many %s take no time to speak of", (_, ignore) => {
    const one = memoryTree([{ path: "a".repeat(200), text: "" }]);
    expect(artifactOf(one, ignore).paths).toHaveLength(1);
  });

  test.each([
    ["a  ", ["a "]],
    ["a\\ ", ["a"]],
    ["a\\  ", ["a"]],
  ])("and spaces at the end of %j are left out, but one behind a backslash", (ignore, kept) => {
    const two = memoryTree([
      { path: "a", text: "" },
      { path: "a ", text: "" },
    ]);
    expect(artifactOf(two, ignore).paths).toEqual(kept);
  });
});
