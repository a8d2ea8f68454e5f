import { describe, expect, test } from "vitest";
import { constructsFromCrds } from "../../src/codegen/construct-from-crd.js";
import { compile } from "./compile.js";

const widget = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: shop.example.com
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions:
  - { name: v1beta2, served: true, storage: false, schema: { openAPIV3Schema: { type: object } } }
  - name: v1
    served: true
    storage: true
    subresources: { status: {} }
    schema:
      openAPIV3Schema:
        description: A widget of the shop.
        type: object
        required: [spec]
        properties:
          apiVersion: { type: string }
          kind: { type: string }
          metadata: { type: object }
          status: { type: object, properties: { ready: { type: boolean } } }
          spec:
            type: object
            required: [size]
            x-kubernetes-validations:
            - rule: "has(self.colour) != has(self.colours)"
            properties:
              size: { type: string, enum: [s, m], nullable: true, description: "How big it is, see **/sizes." }
              port: { x-kubernetes-int-or-string: true, description: "Where it listens.\\n@internal is no tag." }
              every: { type: string, pattern: "^([0-9]+(\\\\.[0-9]+)?(ms|s|m|h))+$" }
              colour: { type: string }
              colours: { type: array, maxItems: 3, items: { type: string } }
              wheels:
                type: array
                items:
                  description: A wheel.
                  type: object
                  required: [radius]
                  properties: { radius: { type: number, minimum: 1 }, labels: { type: object, additionalProperties: { type: string } } }
              template: { type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true }
              open: { type: object, x-kubernetes-preserve-unknown-fields: true, properties: { "a-b": { type: boolean } } }
              a: { type: object, properties: { bC: { type: object, properties: { x: { type: string } } } } }
              aB: { type: object, properties: { c: { type: object, properties: { y: { type: string } } } } }
---
apiVersion: v1
kind: ConfigMap
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: shop.example.com
  scope: Cluster
  names: { kind: Record, plural: records }
  versions:
  - name: v1alpha1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        required: [data]
        properties:
          data: { type: object, additionalProperties: { type: string } }
          immutable: { type: boolean }
`;
const files = constructsFromCrds([{ name: "shop.yaml", text: widget }]);
const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? "";

describe("constructs from CRDs", () => {
  test("there is a file for each CRD, whatever lies beside it", () => {
    expect(files.map(({ path }) => path)).toEqual(["widget.ts", "record.ts"]);
  });

  test.each(["widget", "record"])("%s is written as recorded", async (name) => {
    await expect(textOf(`${name}.ts`)).toMatchFileSnapshot(`golden/${name}.golden.txt`);
  });

  const module = textOf("widget.ts").replace(/import type \{ Duration.*/, "type Duration = string;");
  const scope = "declare const scope: Construct;";
  const refused = [
    { name: "a required field is missing", props: '{ colour: "red" }', error: /'size' is missing/ },
    { name: "a rule does not hold", props: '{ size: "s" }', error: /colour/ },
    { name: "a field does not exist", props: '{ size: "s", colour: "red", weight: 1 }', error: /weight/ },
  ];
  const [recordUse, widgetUse, ...complaints] = compile([
    `${textOf("record.ts")} ${scope} new Record(scope, "r", { metadata: { labels: { a: "b" } }, data: {}, immutable: true });`,
    `${module} ${scope} new Widget(scope, "w", { size: null, colour: "red", port: 80, wheels: [{ radius: 2 }] });`,
    ...refused.map(({ props }) => `${module} ${scope} new Widget(scope, "w", ${props});`),
  ]);

  test("what is written compiles, and so does its use", () => {
    expect([recordUse, widgetUse]).toEqual([[], []]);
  });

  test.each(refused.map((each, index) => ({ ...each, index })))(
    "it does not compile where $name",
    ({ error, index }) => {
      expect(complaints[index]?.join("\n")).toMatch(error);
    },
  );

  test("kinds of the same name get files by their group", () => {
    const other = widget.replaceAll("shop.example.com", "bank.example.com");
    const paths = constructsFromCrds([
      { name: "a.yaml", text: widget },
      { name: "b.yaml", text: other },
    ]).map(({ path }) => path);
    expect(paths).toContain("widget.shop.example.com.ts");
    expect(paths).toContain("widget.bank.example.com.ts");
  });

  test("broken YAML is refused", () => {
    expect(() => constructsFromCrds([{ name: "x.yaml", text: "a: [" }])).toThrow(/Flow sequence/);
  });
});
