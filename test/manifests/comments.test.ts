import { describe, expect, test } from "vitest";
import { ignoreComments } from "../../src/manifests/ignore-comments.js";
import { imagePolicyComment, imagePolicyMarkers } from "../../src/manifests/image-policy-markers.js";
import { parseManifests } from "../../src/manifests/parse.js";
import { printManifests } from "../../src/manifests/print.js";

describe("ignoreComments", () => {
  test("finds them beside a line and above it, with codes and reason", () => {
    const text = `a: 1 # fluxwright-ignore path-missing: made by CI
# fluxwright-ignore depends-on-missing, name-too-long

# another comment
b: 2
#fluxwright-ignore yaml-syntax
`;
    expect(ignoreComments(text)).toEqual([
      { line: 1, silences: 1, codes: ["path-missing"], reason: "made by CI" },
      { line: 2, silences: 5, codes: ["depends-on-missing", "name-too-long"], reason: "" },
      { line: 6, silences: 6, codes: ["yaml-syntax"], reason: "" },
    ]);
  });

  test.each(["a: 1\n", "# fluxwright-ignore\n", "# fluxwright-ignored x\n"])("finds none in %j", (text) => {
    expect(ignoreComments(text)).toEqual([]);
  });
});

describe("imagePolicyMarkers", () => {
  test("finds markers with their value, policy and part", () => {
    const text = `spec:
  image: ghcr.io/a/b:1.0.0 # {"$imagepolicy": "flux-system:b"}
  tag: "1.0.0" # {"$imagepolicy": "flux-system:b:tag"}
  - 'ghcr.io/a/b' # { "$imagepolicy": "flux-system:b:name" }
  odd: x # {"$imagepolicy": "no-policy"}
`;
    const policy = { namespace: "flux-system", name: "b" };
    expect(imagePolicyMarkers(text)).toEqual([
      { line: 2, column: 28, value: "ghcr.io/a/b:1.0.0", setter: "flux-system:b", policy },
      { line: 3, column: 16, value: "1.0.0", setter: "flux-system:b:tag", policy, part: "tag" },
      { line: 4, column: 19, value: "ghcr.io/a/b", setter: "flux-system:b:name", policy, part: "name" },
      { line: 5, column: 10, value: "x", setter: "no-policy" },
    ]);
  });

  test("finds what printManifests writes", () => {
    const object = {
      apiVersion: "v1",
      kind: "X",
      metadata: { name: "x" },
      spec: { images: [{ "new/tag": "1.0" }] },
    };
    const comment = imagePolicyComment({ namespace: "flux-system", name: "b" }, "tag");
    const text = printManifests([object], {
      comments: new Map([[object, new Map([["/spec/images/0/new~1tag", comment]])]]),
    });
    expect(text).toContain('    - new/tag: "1.0" # {"$imagepolicy": "flux-system:b:tag"}\n');
    expect(imagePolicyMarkers(text)).toMatchObject([{ line: 7, value: "1.0", part: "tag" }]);
    expect(parseManifests("a.yaml", text).objects[0]?.object).toEqual(object);
  });
});
