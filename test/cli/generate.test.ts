import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compile } from "../codegen/compile.js";
import { runMain } from "./run-main.js";

const crd = (kind: string, group = "shop.example.com"): string => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: ${group}
  scope: Namespaced
  names: { kind: ${kind}, plural: ${kind.toLowerCase()}s }
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        properties:
          spec:
            type: object
            required: [size]
            properties:
              size: { type: string, enum: [s, m] }
              every: { type: string, pattern: "^([0-9]+(\\\\.[0-9]+)?(ms|s|m|h))+$" }
`;
const schema = JSON.stringify({
  type: "object",
  properties: { replicas: { type: "integer" } },
  additionalProperties: false,
});

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "fluxwright-generate-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

const generate = (input: string, ...more: readonly string[]) =>
  runMain(["generate", join(directory, input), "--out", join(directory, "imports"), ...more]);
const generated = () => readdirSync(join(directory, "imports")).sort();
const text = (name: string) => readFileSync(join(directory, "imports", name), "utf8");

const use = (kind: string, props: string) => `
import { App, Chart } from "cdk8s";
new ${kind}(new Chart(new App(), "c"), "x", ${props});
`;

test("a directory of CRDs gives a construct for each kind, which refuses what the CRD refuses", async () => {
  write({ "crds/a.yaml": crd("Widget"), "crds/more/b.yml": crd("Gadget"), "crds/readme.md": "no YAML: [" });
  expect(await generate("crds")).toMatchObject({ code: 0 });
  expect(generated()).toEqual(["gadget.ts", "widget.ts"]);
  const complaints = compile([
    text("widget.ts") + use("Widget", '{ size: "s", every: "5m" }'),
    text("gadget.ts") + use("Gadget", '{ size: "xl" }'),
  ]);
  expect(complaints[0]).toEqual([]);
  expect(complaints[1]).toEqual([expect.stringContaining(`"xl"' is not assignable`)]);
});

test.each([
  ["values.schema.json", { "shop/Chart.yaml": "name: my-shop\n", "shop/values.schema.json": schema }, "shop"],
  ["values.yaml", { "my-shop/values.yaml": "replicas: 1\n" }, "my-shop/values.yaml"],
  [
    "the schema of a chart that has defaults too",
    {
      "c/Chart.yaml": "name: my-shop\n",
      "c/values.yaml": "replicas: one\n",
      "c/values.schema.json": schema,
    },
    "c",
  ],
])("a chart gives the type of its values: %s", async (_, files, input) => {
  write(files);
  expect(await generate(input)).toMatchObject({ code: 0 });
  expect(generated()).toEqual(["my-shop-values.ts"]);
  const [good, bad] = compile([
    `${text("my-shop-values.ts")}\nexport const values: Values = { replicas: 2 };\n`,
    `${text("my-shop-values.ts")}\nexport const values: Values = { replicas: "two" };\n`,
  ]);
  expect(good).toEqual([]);
  expect(bad).toHaveLength(1);
});

test("CRDs may come by stdin, and a second run writes nothing", async () => {
  const out = join(directory, "imports");
  const first = await runMain(["generate", "-", "--out", out], { input: crd("Widget") });
  expect(first.stdout).toBe(`written ${join(out, "widget.ts")}\n1 file in ${out}, 1 written\n`);
  const second = await runMain(["generate", "-", "--out", out, "-o", "json"], { input: crd("Widget") });
  expect(JSON.parse(second.stdout)).toMatchObject({ kind: "GenerateReport", written: [] });
});

test("kinds of one name in two groups get files of their own", async () => {
  write({ "crds/a.yaml": crd("Widget"), "crds/b.yaml": crd("Widget", "other.example.com") });
  await generate("crds");
  expect(generated()).toEqual(["widget.other.example.com.ts", "widget.shop.example.com.ts"]);
});

test.each([
  ["what is not there", {}, "nowhere", 2, /There is no/],
  ["what holds no CRD", { "a.yaml": "kind: ConfigMap\n" }, "a.yaml", 2, /holds no CustomResourceDefinition/],
  ["what is no YAML", { "a.yaml": "a: [\n" }, "a.yaml", 1, /is no YAML/],
  ["a schema that is no JSON", { "values.schema.json": "{" }, "values.schema.json", 1, /is no JSON/],
  [
    "a chart whose name leads out",
    { "c/Chart.yaml": "name: ../x\n", "c/values.yaml": "a: 1\n" },
    "c",
    1,
    /cannot be the name/,
  ],
])("%s is refused", async (_, files, input, code, message) => {
  write(files);
  const ran = await generate(input);
  expect(ran.code).toBe(code);
  expect(ran.stderr).toMatch(message);
});
