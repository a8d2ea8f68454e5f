import { expect, test } from "vitest";
import { rulesOf } from "../../src/flux/crd-schema.js";
import { readCrd } from "../../src/flux/read-crd.js";

const rule = { rule: "has(self.description)", message: "say it" };
const crd = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  spec: {
    group: "example.com",
    scope: "Cluster",
    names: { kind: "Thing", plural: "things", shortNames: ["th"] },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: "object",
            description: "prose",
            properties: {
              spec: {
                type: "object",
                "x-kubernetes-validations": [rule],
                properties: { description: { type: "string", description: "prose" } },
                additionalProperties: { type: "string", title: "prose" },
              },
              status: { type: "object", properties: { a: { type: "string" } } },
            },
          },
        },
      },
      { name: "v1beta1", served: false, storage: false, deprecated: true, schema: {} },
    ],
  },
};

test("a CRD is read without its prose, but with a field that is called description", () => {
  expect(readCrd(crd)).toEqual({
    group: "example.com",
    kind: "Thing",
    plural: "things",
    singular: "thing",
    shortNames: ["th"],
    namespaced: false,
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        statusSubresource: true,
        schema: {
          type: "object",
          properties: {
            spec: {
              type: "object",
              "x-kubernetes-validations": [rule],
              properties: { description: { type: "string" } },
              additionalProperties: { type: "string" },
            },
            status: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
          },
        },
      },
      {
        name: "v1beta1",
        served: false,
        storage: false,
        deprecated: true,
        statusSubresource: false,
        schema: {},
      },
    ],
  });
});

test.each<[string, object, object]>([
  ["rules that are no list", { "x-kubernetes-validations": { rule: "true" } }, {}],
  [
    "a rule that is null",
    { "x-kubernetes-validations": [null, rule] },
    { "x-kubernetes-validations": [rule] },
  ],
  ["a rule without CEL", { "x-kubernetes-validations": [{ rule: 1 }] }, { "x-kubernetes-validations": [] }],
  [
    "a field path that is a list",
    { "x-kubernetes-validations": [{ rule: "true", fieldPath: [".a"] }] },
    { "x-kubernetes-validations": [{ rule: "true" }] },
  ],
  ["a field without schema", { properties: { a: null } }, { properties: { a: {} } }],
  ["fields that are a text", { properties: "a" }, {}],
  ["required fields that are a number", { required: 1, minLength: "1", nullable: 0 }, {}],
  ["choices of another kind", { anyOf: [null, { type: "string" }] }, { anyOf: [{ type: "string" }] }],
])("of a schema with %s what can be used is read", (_, openAPIV3Schema, schema) => {
  const [version] = crd.spec.versions;
  const broken = { ...version, subresources: {}, schema: { openAPIV3Schema } };
  const facts = readCrd({ ...crd, spec: { ...crd.spec, versions: [broken] } });
  expect(facts?.versions[0]?.schema).toEqual(schema);
});

test.each([
  ["another kind", { ...crd, kind: "ConfigMap" }],
  ["no object", "text"],
  ["no group", { ...crd, spec: { ...crd.spec, group: undefined } }],
])("%s is no CRD", (_, value) => {
  expect(readCrd(value)).toBeUndefined();
});

test("rules are found wherever they stand, with the path of what they judge", () => {
  const here = { "x-kubernetes-validations": [{ rule: "true" }] };
  const schema = {
    ...here,
    properties: { list: { items: { properties: { a: here } } }, map: { additionalProperties: here } },
  };
  expect(rulesOf(schema).map(({ path }) => path)).toEqual(["", "list[].a", "map{}"]);
});
