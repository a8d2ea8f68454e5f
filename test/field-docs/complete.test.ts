import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  allFieldDocs,
  type DocumentedKind,
  deprecatedFields,
  kindDocs,
} from "../../scripts/field-docs/index.js";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const documented = Object.keys(allFieldDocs) as DocumentedKind[];
const directory =
  process.env.FLUXWRIGHT_CRDS ?? fileURLToPath(new URL("../../../shared/crds", import.meta.url));

/** Paths of the fields of a schema, with the steps that lead to each: `a`, `a.b`, `list[].c`, `map{}.d`. */
function fieldsOf(schema: Schema, path: string): readonly string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const at = path === "" ? name : `${path}.${name}`;
    return [at, ...fieldsOf(property, at)];
  });
  const items = schema.items ? fieldsOf(schema.items, `${path}[]`) : [];
  const { additionalProperties: values } = schema;
  return [...own, ...items, ...(typeof values === "object" ? fieldsOf(values, `${path}{}`) : [])];
}

function readCrds(): ReadonlyMap<string, Crd> {
  const files = readdirSync(directory).filter((name) => name.endsWith(".yaml"));
  const crds = files.map((name) => parse(readFileSync(join(directory, name), "utf8")) as Crd);
  return new Map(crds.map((crd) => [crd.spec.names.kind, crd]));
}

describe("the texts", () => {
  test.each(documented)("of %s are short sentences on one line that fit a doc comment", (kind) => {
    const texts = Object.entries(allFieldDocs[kind]).map(([path, { text }]) => [path, text] as const);
    for (const [path, text] of [...texts, [kind, kindDocs[kind]] as const]) {
      expect(text.length, path).toBeGreaterThanOrEqual(10);
      expect(text.length, path).toBeLessThanOrEqual(300);
      expect(text, path).toMatch(/^[^\n\r]*\.$/);
      expect(text, path).not.toContain("*/");
    }
  });

  test.each(documented)("of %s name a page of the public documentation", (kind) => {
    for (const [path, { page }] of Object.entries(allFieldDocs[kind]))
      expect(page, path).toMatch(
        /^https:\/\/(fluxcd\.io\/flux|fluxoperator\.dev\/docs)\/[a-z/]+\/(#[a-z0-9-]+)?$/,
      );
  });
});

test("the deprecated fields are fields that have a text", () => {
  for (const [kind, fields] of Object.entries(deprecatedFields))
    expect(Object.keys(allFieldDocs[kind as DocumentedKind])).toEqual(
      expect.arrayContaining(Object.keys(fields)),
    );
});

const name = existsSync(directory)
  ? "compared with the CustomResourceDefinitions"
  : "compared with the CustomResourceDefinitions (skipped: set FLUXWRIGHT_CRDS to their directory)";

describe.skipIf(!existsSync(directory))(name, () => {
  const crds = existsSync(directory) ? readCrds() : new Map<string, Crd>();

  test.each(documented)("%s has a text for each field of its spec and for no other", (kind) => {
    const fields = new Set(
      crds
        .get(kind)
        ?.spec.versions.flatMap(({ schema }) => fieldsOf(schema.openAPIV3Schema.properties?.spec ?? {}, "")),
    );
    expect(fields.size).toBeGreaterThan(0);
    expect(Object.keys(allFieldDocs[kind]).sort()).toEqual([...fields].sort());
  });
});
