import type { CrdFacts, CrdSchema } from "./crd-schema.js";
import { crdTexts } from "./generated/crd-texts.js";
import type { FluxKind } from "./kinds.js";

const parsed = new Map<FluxKind, CrdFacts>();

/** What the CRD of a kind says. Parsed when first asked for, and the same value from then on. */
export function crdFactsOf(kind: FluxKind): CrdFacts {
  const known = parsed.get(kind);
  if (known !== undefined) return known;
  const facts = JSON.parse(crdTexts[kind]) as CrdFacts;
  parsed.set(kind, facts);
  return facts;
}

/** The schema of a served version of a kind; the newest where none is named. Undefined for a version not served. */
export function findCrdSchema(kind: FluxKind, version?: string): CrdSchema | undefined {
  const served = crdFactsOf(kind).versions.filter((each) => each.served);
  return (version === undefined ? served[0] : served.find(({ name }) => name === version))?.schema;
}
