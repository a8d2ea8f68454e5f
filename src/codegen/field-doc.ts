/** What a field does, in words, and the page that says more. */
export interface FieldDoc {
  readonly text: string;
  readonly page?: string;
}

/** Docs by path below `spec`: dots lead to properties, `[]` to the items of a list, `{}` to the values of a map. */
export type FieldDocs = Readonly<Record<string, FieldDoc>>;
