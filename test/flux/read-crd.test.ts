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
