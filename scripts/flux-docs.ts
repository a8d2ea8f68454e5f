import type { FluxDocs } from "../src/codegen/generate-flux.js";
import { fluxKinds } from "../src/flux/kinds.js";
import type { FieldTexts } from "./field-docs/field-doc.js";
import { allFieldDocs, type DocumentedKind, deprecatedFields, kindDocs } from "./field-docs/index.js";

/** Our words about kinds and fields, as the generator takes them. */
export const fluxDocs: FluxDocs = {
  kinds: Object.fromEntries(
    Object.entries(kindDocs).map(([kind, text]) => [
      kind,
      { text, page: fluxKinds[kind as DocumentedKind].page },
    ]),
  ),
  fields: allFieldDocs,
  deprecated: Object.fromEntries(
    Object.entries(deprecatedFields).map(([kind, texts]) => [kind, plainTexts(texts)]),
  ),
};

/** The texts of a table without their anchors. */
function plainTexts(texts: FieldTexts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).map(([path, entry]) => [path, typeof entry === "string" ? entry : entry[0]]),
  );
}
