import { expect, test } from "vitest";
import { kebab, pascal, propertyName, typeName } from "../../src/codegen/type-names.js";

test.each([
  ["dependsOn", false, "KustomizationDependsOn"],
  ["patches", true, "KustomizationPatch"],
  ["healthCheckExprs", true, "KustomizationHealthCheckExpr"],
  ["policies", true, "KustomizationPolicy"],
  ["copy", true, "KustomizationCopy"],
  ["access", true, "KustomizationAccess"],
  ["boxes", true, "KustomizationBox"],
])("the type of %s (of list items: %s) is %s", (field, isItem, name) => {
  expect(typeName("Kustomization", field, isItem)).toBe(name);
});

test.each([
  ["GitRepository", "git-repository"],
  ["OCIRepository", "oci-repository"],
  ["ResourceSetInputProvider", "resource-set-input-provider"],
  ["HTTPRoute", "http-route"],
])("a file for %s is called %s", (kind, file) => {
  expect(kebab(kind)).toBe(file);
});

test.each([
  ["image-policy", "ImagePolicy"],
  ["a.b/c", "ABC"],
  ["3scale", "_3scale"],
])("%s as a type is %s", (text, name) => {
  expect(pascal(text)).toBe(name);
});

test("a property that is no identifier is quoted", () => {
  expect(["a_b", "x-y", "1"].map(propertyName)).toEqual(["a_b", '"x-y"', '"1"']);
});
