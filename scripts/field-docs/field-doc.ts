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

/** How a table is written: the text alone, or the text and the anchor of its section on the kind's page. */
export type FieldTexts = Readonly<Record<string, string | readonly [text: string, anchor: string]>>;

/** The docs of a kind, from its table: anchors become addresses on the page of the kind. */
export function fieldDocs(kind: DocumentedKind, texts: FieldTexts): FieldDocs {
  const { page } = fluxKinds[kind];
  return Object.fromEntries(
    Object.entries(texts).map(([path, entry]) => {
      if (typeof entry === "string") return [path, { text: entry, page }];
      const [text, anchor] = entry;
      return [path, { text, page: `${page}#${anchor}` }];
    }),
  );
}

/**
 * A shared shape, placed: each path of `texts` moves below `path`, and all of it points to `anchor`, since a
 * shape that recurs is explained in another section of each kind's page.
 *
 * @param path - where the shape sits, with its `[]` or `{}` where it is an item: `"patches[]"`
 */
export function placed(path: string, anchor: string, texts: Readonly<Record<string, string>>): FieldTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([below, text]) => [`${path}.${below}`, [text, anchor] as const]),
  );
}
