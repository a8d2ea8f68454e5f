import { describe, expect, test } from "vitest";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";

const old = `apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: GitRepository
metadata: {name: apps, namespace: flux-system}
spec: {interval: 5m, url: "https://example.com/apps", ref: {branch: main}}
`;
const instance = (version: string): string => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: {name: flux, namespace: flux-system}
spec: {distribution: {version: ${version}, registry: ghcr.io/fluxcd}}
`;
const bootstrapped = (version: string): string => `apiVersion: v1
kind: Namespace
metadata: {name: flux-system, labels: {app.kubernetes.io/part-of: flux, app.kubernetes.io/version: ${version}}}
`;

/** How grave a removed version is in a fleet that holds these objects too. */
function severity(more: string, profile: object = {}): string | undefined {
  const files = [{ path: "clusters/prod/all.yaml", text: `${old}---\n${more}` }];
  const found = validateFleet(readFleet(memoryTree(files)), { profile });
  return found.find(({ code }) => code === "api-version-removed")?.severity;
}

describe("a version that Flux 2.8 removed is", () => {
  test.each([
    ["a warning where nobody says which Flux it is", "", {}, "warning"],
    ["an error where the user says 2.9", "", { flux: "2.9" }, "error"],
    ["a warning where the user says 2.7, which still serves it", "", { flux: "2.7" }, "warning"],
    ["an error where a FluxInstance installs 2.8", instance("2.8.x"), {}, "error"],
    ["an error where a FluxInstance installs the newest", instance("2.x"), {}, "error"],
    ["a warning where bootstrap installed 2.7", bootstrapped("v2.7.3"), {}, "warning"],
    ["an error where bootstrap installed 2.9", bootstrapped("v2.9.0"), {}, "error"],
  ] as const)("%s", (_, more, profile, expected) => {
    expect(severity(more, profile)).toBe(expected);
  });
});
