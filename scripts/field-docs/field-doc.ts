import { type FluxKind, fluxKinds } from "../../src/flux/kinds.js";

/** A kind that a fleet may contain, so one whose fields are documented; FluxReport is only ever read. */
export type DocumentedKind = Exclude<FluxKind, "FluxReport">;

/** What one field does that its type cannot say, and where the Flux documentation says more. */
export interface FieldDoc {
  /** One or two sentences, on one line, each closed with a period. */
  readonly text: string;
  /** Address of the documentation page, with the anchor of the section where there is one. */
  readonly page: string;
}

/**
 * Docs by path below `spec`: dots lead to properties, `[]` to the items of a list, `{}` to the values of a map
 * (`dependsOn[].name`).
 */
export type FieldDocs = Readonly<Record<string, FieldDoc>>;

/** Texts by path. */
export type FieldTexts = Readonly<Record<string, string>>;

/**
 * The docs of a kind, from its table: texts by path, grouped by the anchor of the section of the kind's page that
 * explains them. The anchor `""` means the page as a whole.
 */
export function fieldDocs(kind: DocumentedKind, sections: Readonly<Record<string, FieldTexts>>): FieldDocs {
  const { page } = fluxKinds[kind];
  return Object.fromEntries(
    Object.entries(sections).flatMap(([anchor, texts]) =>
      Object.entries(texts).map(([path, text]) => [
        path,
        { text, page: anchor ? `${page}#${anchor}` : page },
      ]),
    ),
  );
}

/**
 * A shape that recurs, placed where a kind has it: its paths move below `path`.
 *
 * @param path - with its `[]` or `{}` where the shape is an item: `"patches[]"`
 */
export function below(path: string, shape: FieldTexts): FieldTexts {
  return Object.fromEntries(Object.entries(shape).map(([rest, text]) => [`${path}.${rest}`, text]));
}
