import { StructureKind } from "ts-morph";
import type { CrdSchema } from "../flux/crd-schema.js";
import { type FluxKind, findFluxKind } from "../flux/kinds.js";
import { type CrdFile, type CrdSource, headerOf, readCrdSources } from "./crd-source.js";
import type { FieldDoc, FieldDocs } from "./field-doc.js";
import { fluxContext } from "./flux-context.js";
import type { GeneratedFile } from "./generated-file.js";
import { newestVersion } from "./newest-version.js";
import { comment, printModule } from "./print-module.js";
import { specTypes } from "./spec-types.js";
import { kebab } from "./type-names.js";

/** Our words about kinds and their fields. What is missing is generated without a docstring. */
export interface FluxDocs {
  readonly kinds: Readonly<Partial<Record<FluxKind, FieldDoc>>>;
  readonly fields: Readonly<Partial<Record<FluxKind, FieldDocs>>>;
  /** What to do instead of using each deprecated field, by path below `spec`. */
  readonly deprecated: Readonly<Partial<Record<FluxKind, Readonly<Record<string, string>>>>>;
}

/** A CRD of a kind of Flux. */
interface FluxSource extends CrdSource {
  readonly kind: FluxKind;
  readonly schema: CrdSchema;
}

/** Kinds of which nobody writes a manifest: facts, but no types. */
const READ_ONLY: ReadonlySet<FluxKind> = new Set(["FluxReport"]);

const TYPE_SOURCES = [
  { module: "../duration.js", names: ["Duration", "DurationWithoutHours"] },
  { module: "../ref.js", names: ["NameRef", "Ref", "TextRef"] },
];

/**
 * All that is generated from the CRDs of Flux: types and facts.
 *
 * @returns files relative to `src/flux/generated`, the same bytes for the same input in any order.
 */
export function generateFlux(crds: readonly CrdFile[], docs: FluxDocs): readonly GeneratedFile[] {
  const sources = crds.flatMap(fluxSources).sort((a, b) => (a.kind < b.kind ? -1 : 1));
  const typed = sources.filter(({ kind }) => !READ_ONLY.has(kind));
  return [
    ...typed.map((source) => typesFile(source, docs)),
    specsFile(typed),
    kindsFile(sources),
    factsFile(sources),
  ];
}

function fluxSources(file: CrdFile): readonly FluxSource[] {
  return readCrdSources(file).flatMap((source) => {
    const kind = findFluxKind(source.facts.group, source.facts.kind);
    const schema = newestVersion(source.facts)?.schema;
    return kind && schema ? [{ ...source, kind, schema }] : [];
  });
}

function typesFile(source: FluxSource, docs: FluxDocs): GeneratedFile {
  const { kind, schema } = source;
  const kindDoc = docs.kinds[kind];
  const context = fluxContext(kind, {
    docs: { ...docs.fields[kind], ...(kindDoc && { "": kindDoc }) },
    deprecated: docs.deprecated[kind] ?? {},
  });
  const statements = specTypes(`${kind}Spec`, schema.properties?.spec ?? {}, context);
  return {
    path: `${kebab(kind)}.ts`,
    text: printModule({ header: headerOf([source]), statements, typeSources: TYPE_SOURCES }),
  };
}

/** One door to the types of all specs, and the spec by kind. */
function specsFile(sources: readonly FluxSource[]): GeneratedFile {
  const names = sources.map(({ kind }) => ({ name: `${kind}Spec`, module: `./${kebab(kind)}.js` }));
  const statements = [
    ...names.map(({ name, module }) => ({
      kind: StructureKind.ExportDeclaration as const,
      isTypeOnly: true,
      moduleSpecifier: module,
      namedExports: [name],
    })),
    {
      kind: StructureKind.Interface as const,
      name: "FluxSpecs",
      isExported: true,
      docs: ["The `spec` of each kind."],
      properties: sources.map(({ kind }) => ({ name: kind, type: `${kind}Spec`, isReadonly: true })),
    },
  ];
  const typeSources = names.map(({ name, module }) => ({ module, names: [name] }));
  return { path: "specs.ts", text: printModule({ header: headerOf(sources), statements, typeSources }) };
}

function kindsFile(sources: readonly FluxSource[]): GeneratedFile {
  const kinds = sources.map(({ kind, facts }) => {
    const { group, plural, singular, shortNames, namespaced } = facts;
    const versions = facts.versions.filter(({ served }) => served).map(({ name }) => name);
    return `  ${kind}: ${JSON.stringify({ group, versions, plural, singular, shortNames, namespaced })},`;
  });
  const text = [
    comment(headerOf(sources)),
    "",
    "/** Names, scope and served versions of each kind, as its CRD has them. */",
    "export const crdKinds = {",
    ...kinds,
    "} as const;",
    "",
  ];
  return { path: "crd-kinds.ts", text: text.join("\n") };
}

/** As JSON in text: a kind is parsed when it is asked for, and loading costs next to nothing. */
function factsFile(sources: readonly FluxSource[]): GeneratedFile {
  const text = [
    comment(headerOf(sources)),
    "",
    "/** The facts of each kind (`CrdFacts`) as JSON. */",
    "export const crdTexts = {",
    ...sources.map(({ kind, facts }) => `  ${kind}:\n    ${singleQuoted(JSON.stringify(facts))},`),
    "} as const;",
    "",
  ];
  return { path: "crd-texts.ts", text: text.join("\n") };
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
