import { describe, expect, test } from "vitest";
import { valuesFromDefaults } from "../../src/codegen/values-from-defaults.js";
import { valuesFromSchema } from "../../src/codegen/values-from-schema.js";
import { compile } from "./compile.js";

const schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  required: ["image"],
  definitions: {
    resources: {
      type: "object",
      properties: { cpu: { type: ["string", "number"] } },
      additionalProperties: false,
    },
    port: { type: "integer", minimum: 1, maximum: 65535 },
    tree: {
      type: "object",
      properties: { children: { type: "array", items: { $ref: "#/definitions/tree" } } },
    },
    loop: { $ref: "#/definitions/loop" },
  },
  properties: {
    image: {
      type: "object",
      description: "Where the image lives.",
      properties: { tag: { type: "string", default: "latest" } },
    },
    service: {
      properties: { port: { $ref: "#/definitions/port" }, type: { enum: ["ClusterIP", "NodePort", null] } },
    },
    resources: { $ref: "#/definitions/resources" },
    sidecars: {
      type: "array",
      items: { type: "object", properties: { name: { type: "string" } }, additionalProperties: true },
    },
    env: { type: "object", additionalProperties: { type: "string" } },
    hosts: {
      type: "array",
      items: { oneOf: [{ type: "string" }, { type: "object", properties: { host: { type: "string" } } }] },
    },
    mode: { const: "fast" },
    old: { type: "boolean", deprecated: true },
    tree: { $ref: "#/definitions/tree" },
    loop: { $ref: "#/definitions/loop" },
    remote: { $ref: "https://example.com/x.json" },
    subchart: { $ref: "#" },
    limited: { type: "object", properties: { a: {} }, anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    "with-dash": true,
    nothing: false,
  },
};

const defaults = `# Default values.

# -- Number of pods.
# More of them cost more.
replicas: 1
## @param image.tag [string] Tag of the image
## @param image.pullSecrets Secrets to pull with
image: &image
  repository: ghcr.io/a/b
  tag: ""
  pullSecrets: []
other: *image
labels: {}
enabled: true
nothing:
ports: [80, "https"]
hosts:
- host: a
with-dash: 1.5
`;

describe("values of a chart", () => {
  const fromSchema = valuesFromSchema({ name: "values.schema.json", text: JSON.stringify(schema) });
  const fromDefaults = valuesFromDefaults({ name: "values.yaml", text: defaults });

  test("from a schema are written as recorded", async () => {
    await expect(fromSchema.text).toMatchFileSnapshot("golden/values-from-schema.golden.txt");
  });

  test("from defaults are written as recorded, and say that they are inferred", async () => {
    await expect(fromDefaults.text).toMatchFileSnapshot("golden/values-from-defaults.golden.txt");
  });

  const refused = [
    { name: "a misspelt field", value: "{ imagee: {} }", error: /imagee/ },
    {
      name: "a value outside an enum",
      value: "{ service: { type: 'LoadBalancer' } }",
      error: /LoadBalancer/,
    },
    { name: "a wrong type", value: "{ env: { A: 1 } }", error: /number/ },
  ];
  const [schemaUse, defaultsUse, ...complaints] = compile([
    `${fromSchema.text} const v: Values = { image: { tag: "1" }, hosts: ["a", { host: "b" }], subchart: { mode: "fast" } };`,
    `${fromDefaults.text} const v: Values = { replicas: 2, image: { more: true }, other: { tag: "1" }, extra: 1 };`,
    ...refused.map(({ value }) => `${fromSchema.text} const v: Values = ${value};`),
  ]);

  test("compile, and so does their use", () => {
    expect([schemaUse, defaultsUse]).toEqual([[], []]);
  });

  test.each(refused.map((each, index) => ({ ...each, index })))(
    "from a schema refuse $name",
    ({ error, index }) => {
      expect(complaints[index]?.join("\n")).toMatch(error);
    },
  );

  test("that contain themselves by an alias come to an end", () => {
    const { text } = valuesFromDefaults({ name: "values.yaml", text: "a: &a\n  b: *a\n" });
    expect(text).toContain("readonly b?: { readonly [key: string]: unknown }");
  });

  test("of a chart without defaults are an open type", () => {
    expect(valuesFromDefaults({ name: "values.yaml", text: "" }).text).toContain("[key: string]: unknown");
  });

  test.each([
    ["a schema that is no object", "true", "export type Values = unknown;"],
    ["a schema of a map", '{"type":"object"}', "export type Values = { readonly [key: string]: unknown };"],
  ])("from %s", (_, text, expected) => {
    expect(valuesFromSchema({ name: "s", text }).text).toContain(expected);
  });
});
