import { describe, expect, test } from "vitest";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";
import { applyEdits, fixFor } from "../../src/validate/fix.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";

function fixed(text: string): string {
  const fleet = readFleet(memoryTree([{ path: "fleet.yaml", text }]));
  const edits = validateFleet(fleet).flatMap((found) => fixFor(found, text) ?? []);
  return applyEdits(text, edits);
}

const kustomization = (spec: string, apiVersion = "kustomize.toolkit.fluxcd.io/v1") => `# the web shop
apiVersion: ${apiVersion} # of old
kind: Kustomization
metadata: { name: apps,   namespace: flux-system }
spec:
  interval: 10m   # often enough
${spec}`;

describe("what has one safe answer is fixed, and nothing else changes", () => {
  test("a removed API version becomes its successor", () => {
    const spec = "  path: ./apps\n  prune: true\n  sourceRef: {kind: GitRepository, name: flux-system}\n";
    const before = kustomization(spec, "kustomize.toolkit.fluxcd.io/v1beta2");
    expect(fixed(before)).toBe(kustomization(spec));
  });

  test("quotes stay as they are", () => {
    expect(fixed(kustomization("", "'kustomize.toolkit.fluxcd.io/v1beta1'"))).toContain(
      "apiVersion: 'kustomize.toolkit.fluxcd.io/v1' # of old",
    );
  });

  test("a removed field without effect goes with its line, also where lines end with CRLF", () => {
    const before = kustomization("  validation: client # why not\n  prune: true\n").replaceAll("\n", "\r\n");
    expect(fixed(before)).toBe(kustomization("  prune: true\n").replaceAll("\n", "\r\n"));
  });

  test("a typo of an enum's member is corrected", () => {
    const before = kustomization("  sourceRef: {kind: GitRepositroy, name: flux-system}\n");
    expect(fixed(before)).toBe(kustomization("  sourceRef: {kind: GitRepository, name: flux-system}\n"));
  });
});

describe("what a person must decide stays", () => {
  test.each([
    ["a field whose content must move", "  patchesJson6902: []\n"],
    ["a removed field among others on its line", "  postBuild: {}\n  validation: client, none\n"],
    ["a duration with a day", "  timeout: 1d\n"],
    ["a value that is no typo of any member", "  sourceRef: {kind: Secret, name: flux-system}\n"],
  ])("%s", (_, spec) => {
    expect(fixed(kustomization(spec))).toBe(kustomization(spec));
  });

  test("a value that a patch made", () => {
    const text = "apiVersion: kustomize.toolkit.fluxcd.io/v1beta2\n";
    const at = {
      file: "a.yaml",
      line: 1,
      column: 1,
      pointer: "/apiVersion",
      object: { group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization", name: "a" },
    };
    const found = { code: "api-version-removed", severity: "error", message: "", at } as const;
    expect(fixFor(found, text)).toBeUndefined();
  });
});

test("of two edits that overlap the first is applied", () => {
  const edits = [
    { file: "a", start: 2, end: 4, replacement: "x" },
    { file: "a", start: 0, end: 3, replacement: "y" },
  ];
  expect(applyEdits("abcdef", edits)).toBe("ydef");
});
