import { describe, expect, test } from "vitest";
import { fluxDocs } from "../../scripts/flux-docs.js";
import { generateFlux } from "../../src/codegen/generate-flux.js";
import { crdFactsOf, findCrdSchema } from "../../src/flux/crd-facts.js";
import { type CrdSchema, childrenOf } from "../../src/flux/crd-schema.js";
import { crdKinds } from "../../src/flux/generated/crd-kinds.js";
import { factsOf, fluxKindNames } from "../../src/flux/kinds.js";
import { type ReferenceField, references } from "../../src/flux/references.js";

const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: source.toolkit.fluxcd.io
  scope: Namespaced
  names: { kind: Bucket, plural: buckets, singular: bucket }
  versions:
  - name: v1
    served: true
    storage: true
    subresources: { status: {} }
    schema:
      openAPIV3Schema:
        type: object
        description: Prose of somebody else.
        properties:
          spec:
            type: object
            required: [interval, provider]
            x-kubernetes-validations:
            - rule: "self.provider != 'generic' || !has(self.secretRef)"
              message: no secret
            properties:
              interval: { type: string, pattern: "^([0-9]+(\\\\.[0-9]+)?(ms|s|m|h))+$", description: More prose. }
              provider: { type: string, enum: [generic, aws], default: generic }
              secretRef: { type: object, required: [name], properties: { name: { type: string } } }
              description: { type: string, maxLength: 10 }
          status: { type: object, properties: { any: { type: string } } }
`;
const docs = {
  kinds: { Bucket: { text: "A bucket.", page: "https://example.com/b" } },
  fields: { Bucket: { interval: { text: "How often */ we look." } } },
  deprecated: { Bucket: { description: "Say nothing." } },
} as const;
const files = generateFlux([{ name: "b.yaml", text: crd }], docs);
const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? "";

describe("the generator", () => {
  test("writes the types of a kind with our words", async () => {
    await expect(textOf("bucket.ts")).toMatchFileSnapshot("golden/bucket.golden.txt");
  });

  test("carries no prose of the source", () => {
    expect(files.map(({ text }) => text).join("")).not.toMatch(/prose/i);
  });

  test("gives the same bytes twice, whatever the order of the sources", () => {
    const other = {
      name: "a.yaml",
      text: crd.replaceAll("Bucket", "HelmChart").replaceAll("bucket", "helmchart"),
    };
    const source = { name: "b.yaml", text: crd };
    expect(generateFlux([source, other], docs)).toEqual(generateFlux([other, source], docs));
  });

  test("passes over what is no CRD and what is not of Flux", () => {
    const texts = ["kind: ConfigMap\n", crd.replace("source.toolkit.fluxcd.io", "example.com")];
    const made = generateFlux(
      texts.map((text) => ({ name: "x.yaml", text })),
      docs,
    );
    expect(made.map(({ path }) => path)).toEqual(["specs.ts", "crd-kinds.ts", "crd-texts.ts"]);
  });
});

describe("the generated facts", () => {
  test.each(fluxKindNames)("of %s agree with the table of kinds", (kind) => {
    const { group, versions, plural, shortNames } = factsOf(kind);
    expect(crdKinds[kind]).toMatchObject({ group, plural, namespaced: true });
    expect(crdKinds[kind].versions).toEqual(versions);
    expect(shortNames).toEqual(expect.arrayContaining([...crdKinds[kind].shortNames]));
  });

  test.each(fluxKindNames.filter((kind) => kind !== "FluxReport"))(
    "of %s have words for every field",
    (kind) => {
      const spec = findCrdSchema(kind)?.properties?.spec as CrdSchema;
      const documented = Object.keys(fluxDocs.fields[kind] ?? {});
      expect(fieldsOf(spec).filter((path) => !documented.includes(path))).toEqual([]);
    },
  );

  test("are parsed once", () => {
    expect(crdFactsOf("Bucket")).toBe(crdFactsOf("Bucket"));
  });

  test("know no version that is not served", () => {
    expect(findCrdSchema("Kustomization", "v1beta2")).toBeUndefined();
  });
});

/** Paths of all fields below a schema. */
function fieldsOf(schema: CrdSchema, path = ""): readonly string[] {
  return childrenOf(schema, path).flatMap(([below, child]) => [
    ...(/[\]}]$/.test(below) ? [] : [below]),
    ...fieldsOf(child, below),
  ]);
}

/** The schema at the path of a reference. */
function schemaAt({ from, path }: ReferenceField): CrdSchema | undefined {
  return path
    .split(/\.|(?=\[\])/)
    .reduce<CrdSchema | undefined>(
      (schema, step) => (step === "[]" ? schema?.items : schema?.properties?.[step]),
      findCrdSchema(from),
    );
}

describe("the table of references", () => {
  test.each(references.map((field) => ({ ...field, title: `${field.from} ${field.path}` })))(
    "names a field that the CRD has, in its form: $title",
    (field) => {
      const schema = schemaAt(field);
      const fields = Object.keys(schema?.properties ?? {});
      const expected = {
        object: ["kind", "name"],
        name: ["name"],
        text: [],
        any: ["apiVersion", "kind", "name"],
      };
      expect(schema).toBeDefined();
      expect(fields).toEqual(expect.arrayContaining(expected[field.form]));
      expect(schema?.type).toBe(field.form === "text" ? "string" : "object");
      expect(fields.includes("namespace")).toBe(field.crossNamespace || field.form === "any");
    },
  );

  test.each(
    references
      .filter(({ form }) => form === "object")
      .map((field) => ({ ...field, title: `${field.from} ${field.path}` })),
  )("allows every kind that the CRD allows: $title", (field) => {
    const allowed = schemaAt(field)?.properties?.kind?.enum ?? [];
    expect(allowed.filter((kind) => !field.to.some((target) => target === kind))).toEqual([]);
  });
});
