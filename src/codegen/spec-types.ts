import {
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import type { CrdSchema } from "../flux/crd-schema.js";
import type { ReferenceField } from "../flux/references.js";
import { docstring } from "./docstring.js";
import type { FieldDocs } from "./field-doc.js";
import { type FieldDemand, type Variant, variantsOf } from "./rule-variants.js";
import { textType } from "./text-type.js";
import { propertyName, typeName } from "./type-names.js";
import { UniqueNames } from "./unique-names.js";

/** What is known of a kind beside its schema. Paths are below `spec`, as in {@link FieldDocs}. */
export interface SpecContext {
  readonly docs: FieldDocs;
  readonly references: readonly ReferenceField[];
  /** What replaces each deprecated field. */
  readonly deprecated: Readonly<Record<string, string>>;
  /** Types of fields of which the schema says nothing. */
  readonly types: Readonly<Record<string, string>>;
  /** CEL rules that hold by the documentation though the schema does not state them, by the path of `self`. */
  readonly rules: Readonly<Record<string, readonly string[]>>;
  /** Names that types must not take. */
  readonly reserved: readonly string[];
}

/** Fields that a schema does not name but keeps. */
const ANY_FIELD = { keyName: "key", keyType: "string", returnType: "unknown", isReadonly: true } as const;

export type TypeStructure = InterfaceDeclarationStructure | TypeAliasDeclarationStructure;

/**
 * The TypeScript types of a spec: one for the spec itself, one for each object within it, in the order in which
 * they are met.
 *
 * @param name - of the type of the spec: `KustomizationSpec`; nested types begin with it less `Spec`.
 */
export function specTypes(name: string, spec: CrdSchema, context: SpecContext): readonly TypeStructure[] {
  const writer = new SpecWriter(context);
  writer.object(spec, { path: "", name, prefix: name.replace(/Spec$/, "") });
  return writer.structures;
}

/** Where an object stands: its path below `spec`, the name of its type, the beginning of the names below it. */
interface Place {
  readonly path: string;
  readonly name: string;
  readonly prefix: string;
}

class SpecWriter {
  readonly structures: TypeStructure[] = [];
  /** Paths that spell alike (`a.bC`, `aB.c`) must not share a type. */
  private readonly names: UniqueNames;

  constructor(private readonly context: SpecContext) {
    this.names = new UniqueNames(context.reserved);
  }

  /**
   * Declares the type of an object: an interface, or fields and the unions that the rules make of them.
   *
   * @returns its name, which differs from the place's where that is taken.
   */
  object(schema: CrdSchema, at: Place): string {
    const place = { ...at, name: this.names.take(at.name, ["Fields"]) };
    const declaration: InterfaceDeclarationStructure = {
      kind: StructureKind.Interface,
      name: place.name,
      isExported: true,
      docs: this.docsAt(schema, place.path),
    };
    const index = this.structures.push(declaration) - 1;
    const types = new Map(
      Object.entries(schema.properties ?? {}).map(([field, below]) => [
        field,
        this.field(field, below, place),
      ]),
    );
    if (schema["x-kubernetes-preserve-unknown-fields"]) declaration.indexSignatures = [ANY_FIELD];
    declaration.properties = [...types].map(([field, type]) => this.property(schema, field, type, place));
    const unions = variantsOf(schema, {
      rules: this.context.rules[place.path] ?? [],
      opaque: [...types].filter(([, type]) => !/^\w+$/.test(type)).map(([field]) => field),
    });
    if (unions.length === 0) return place.name;
    declaration.name = `${place.name}Fields`;
    this.structures.splice(index, 1, declaration, {
      kind: StructureKind.TypeAlias,
      name: place.name,
      isExported: true,
      docs: declaration.docs ?? [],
      type: [declaration.name, ...unions.map((union) => unionText(union, types))].join(" & "),
    });
    declaration.docs = [`The fields of {@link ${place.name}}, before the rules that connect them.`];
    return place.name;
  }

  private docsAt(schema: CrdSchema, path: string): string[] {
    const { docs, deprecated } = this.context;
    const text = docstring(schema, { doc: docs[path], deprecated: deprecated[path] });
    return text === "" ? [] : [text];
  }

  private property(
    parent: CrdSchema,
    field: string,
    type: string,
    place: Place,
  ): OptionalKind<PropertySignatureStructure> {
    const schema = parent.properties![field]!;
    return {
      name: propertyName(field),
      type,
      isReadonly: true,
      hasQuestionToken: !parent.required?.includes(field) || schema.default !== undefined,
      docs: this.docsAt(schema, below(place.path, field)),
    };
  }

  private field(field: string, schema: CrdSchema, place: Place): string {
    const isItem = schema.type === "array" || typeof schema.additionalProperties === "object";
    const name = typeName(place.prefix, field, isItem);
    return this.type(schema, { path: below(place.path, field), name, prefix: name });
  }

  /** The type of a value, in text. Objects on the way are declared. */
  private type(schema: CrdSchema, place: Place): string {
    const known = this.context.types[place.path];
    if (known !== undefined) return known;
    const reference = this.context.references.find((each) => each.path === `spec.${place.path}`);
    return reference === undefined
      ? this.plainType(schema, place)
      : this.referenceType(schema, place, reference);
  }

  private referenceType(schema: CrdSchema, place: Place, { form, to }: ReferenceField): string {
    const kinds = form === "any" ? "string" : literals(to);
    if (form === "text") return `TextRef<${kinds}>`;
    const isNameAlone = Object.keys(schema.properties ?? {}).join() === "name";
    return `Ref<${kinds}, ${isNameAlone ? "NameRef" : this.plainType(withKinds(schema, to), place)}>`;
  }

  private plainType(schema: CrdSchema, place: Place): string {
    const type = this.presentType(schema, place);
    return schema.nullable ? `${type} | null` : type;
  }

  private presentType(schema: CrdSchema, place: Place): string {
    if (schema["x-kubernetes-int-or-string"]) return "number | string";
    if (schema.enum) return literals(schema.enum);
    switch (schema.type) {
      case "string":
        return textType(schema.pattern);
      case "integer":
      case "number":
        return "number";
      case "boolean":
        return "boolean";
      case "array":
        return `readonly ${parenthesized(this.type(schema.items ?? {}, { ...place, path: `${place.path}[]` }))}[]`;
      case "object":
        return this.objectType(schema, place);
      default:
        return "unknown";
    }
  }

  private objectType(schema: CrdSchema, place: Place): string {
    if (typeof schema.additionalProperties === "object") {
      const value = this.type(schema.additionalProperties, { ...place, path: `${place.path}{}` });
      return `{ readonly [key: string]: ${value} }`;
    }
    if (Object.keys(schema.properties ?? {}).length === 0) return "object";
    return this.object(schema, place);
  }
}

function below(path: string, field: string): string {
  return path === "" ? field : `${path}.${field}`;
}

function literals(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(" | ");
}

/** In `readonly X[]` a union needs parentheses. */
function parenthesized(type: string): string {
  return /^[\w.]+(<.*>)?$/.test(type) ? type : `(${type})`;
}

/** The table of references may allow kinds that the CRD of one distribution does not (see `Distribution`). */
function withKinds(schema: CrdSchema, to: readonly string[]): CrdSchema {
  const kind = schema.properties?.kind;
  if (!kind?.enum) return schema;
  return { ...schema, properties: { ...schema.properties, kind: { ...kind, enum: to } } };
}

function unionText(union: readonly Variant[], types: ReadonlyMap<string, string>): string {
  const members = union.map((variant) => {
    const demands = Object.entries(variant).map(([field, demand]) =>
      demandText(field, demand, types.get(field)!),
    );
    return `  | { ${demands.join("; ")} }`;
  });
  return `(\n${members.join("\n")}\n)`;
}

function demandText(field: string, { presence, type, within }: FieldDemand, whole: string): string {
  const name = `readonly ${propertyName(field)}`;
  if (presence === "forbidden") return `${name}?: never`;
  const narrowed = within === undefined ? (type ?? whole) : `${whole} & ${withinText(within)}`;
  return `${name}${presence === "optional" ? "?" : ""}: ${narrowed}`;
}

/** Beside the type of the field itself, values alone say enough: which types its own fields have is known there. */
function withinText(variants: readonly Variant[]): string {
  const texts = variants.map((variant) => {
    const demands = Object.entries(variant).map(([field, demand]) => demandText(field, demand, "unknown"));
    return `{ ${demands.join("; ")} }`;
  });
  return texts.length === 1 ? texts[0]! : `(${texts.join(" | ")})`;
}
