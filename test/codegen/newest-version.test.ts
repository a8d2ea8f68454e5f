import { expect, test } from "vitest";
import { newestVersion } from "../../src/codegen/newest-version.js";

test.each([
  [["v1beta1", "v1", "v1beta2"], "v1"],
  [["v1", "v2beta2", "v10"], "v10"],
  [["v1alpha1", "v1beta1"], "v1beta1"],
  [["v1beta2", "v1beta10"], "v1beta10"],
  [["stable", "v1alpha1"], "v1alpha1"],
  [["v2 deprecated", "v1"], "v1"],
  [["v2 deprecated", "v1 unserved"], "v2"],
  [["v1 unserved"], undefined],
])("of %j the newest is %s", (names, newest) => {
  const versions = names.map((text) => {
    const [name = "", mark] = text.split(" ");
    const deprecated = mark === "deprecated" ? { deprecated: true } : {};
    return {
      name,
      served: mark !== "unserved",
      storage: false,
      statusSubresource: false,
      schema: {},
      ...deprecated,
    };
  });
  const facts = {
    group: "g",
    kind: "K",
    plural: "ks",
    singular: "k",
    shortNames: [],
    namespaced: true,
    versions,
  };
  expect(newestVersion(facts)?.name).toBe(newest);
});
