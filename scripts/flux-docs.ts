import type { FluxDocs } from "../src/codegen/generate-flux.js";
import { fluxKinds } from "../src/flux/kinds.js";
import { allFieldDocs, type DocumentedKind, kindDocs } from "./field-docs/index.js";

/** Our words about kinds and fields, as the generator takes them. */
export const fluxDocs: FluxDocs = {
  kinds: Object.fromEntries(
    Object.entries(kindDocs).map(([kind, text]) => [
      kind,
      { text, page: fluxKinds[kind as DocumentedKind].page },
    ]),
  ),
  fields: allFieldDocs,
};
