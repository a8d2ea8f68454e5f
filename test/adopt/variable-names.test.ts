import { expect, test } from "vitest";
import { camelCase, VariableNames } from "../../src/adopt/variable-names.js";

test.each([
  ["flux-system", "fluxSystem"],
  ["OCIRepository", "ociRepository"],
  ["my-app_2.x", "myApp2X"],
  ["2048", "_2048"],
  ["a", "a"],
  ["system:reader", "systemReader"],
])("%s becomes %s", (text, name) => {
  expect(camelCase(text)).toBe(name);
});

test("a name that is taken or a word of the language is made another", () => {
  const names = new VariableNames();
  const given = [
    names.name("apps"),
    names.name("apps", "Kustomization"),
    names.name("apps", "Kustomization"),
    names.name("default"),
    names.name("new", "Secret"),
  ];
  expect(given).toEqual(["apps", "appsKustomization", "apps2", "default2", "newSecret"]);
});
