import { describe, expect, it } from "vitest";
import { parseFluxKinds, parseObjectName, parseObjects } from "../../src/cli/object-name.js";
import { formatRef } from "../../src/objects/object-ref.js";

describe("parseObjectName", () => {
  it.each([
    ["ks/flux-system/apps", "Kustomization/flux-system/apps"],
    ["ks/apps", "Kustomization/here/apps"],
    ["HelmRelease/web/frontend", "HelmRelease/web/frontend"],
    ["helmreleases/web/frontend", "HelmRelease/web/frontend"],
    ["GITREPO/fleet", "GitRepository/here/fleet"],
    ["deploy/default/web", "Deployment/default/web"],
    ["ns/web", "Namespace/web"],
    ["clusterroles/here/admin", "ClusterRole/admin"],
    ["Certificate.cert-manager.io/default/web", "Certificate/default/web"],
  ])("reads %s as %s", (word, expected) => {
    expect(formatRef(parseObjectName(word, "here"))).toBe(expected);
  });

  it("knows the group of a kind", () => {
    expect(parseObjectName("ks/apps", "x").group).toBe("kustomize.toolkit.fluxcd.io");
    expect(parseObjectName("Certificate.cert-manager.io/web", "x").group).toBe("cert-manager.io");
    expect(parseObjectName("cm/web", "x").group).toBe("");
  });

  it.each([
    ["apps", /names no object/],
    ["ks/", /names no object/],
    ["ks/a/b/c", /names no object/],
    ["kustomisation/apps", /Did you mean "kustomization"/],
    ["wibble/apps", /is no kind/],
  ])("refuses %s", (word, message) => {
    expect(() => parseObjectName(word, "here")).toThrow(message);
  });
});

describe("parseObjects", () => {
  it.each([
    [["ks", "apps"], ["Kustomization/here/apps"]],
    [
      ["ks", "apps", "infra"],
      ["Kustomization/here/apps", "Kustomization/here/infra"],
    ],
    [["source", "git", "fleet"], ["GitRepository/here/fleet"]],
    [["deploy", "default/web"], ["Deployment/default/web"]],
    [
      ["ks/apps", "hr/web/frontend"],
      ["Kustomization/here/apps", "HelmRelease/web/frontend"],
    ],
  ])("reads %j", (words, expected) => {
    expect(parseObjects(words, "here").map(formatRef)).toEqual(expected);
  });
});

describe("parseFluxKinds", () => {
  it("knows lists, groups and all", () => {
    expect(parseFluxKinds("ks,hr")).toEqual(["Kustomization", "HelmRelease"]);
    expect(parseFluxKinds("images")).toEqual(["ImageRepository", "ImagePolicy", "ImageUpdateAutomation"]);
    expect(parseFluxKinds("all")).toContain("FluxInstance");
    expect(() => parseFluxKinds("kss")).toThrow(/no kind of Flux/);
  });
});
