import { buildCatalog } from "./catalog/build.js";
import { graphCatalog } from "./catalog/graph.js";
import { metadataCatalog } from "./catalog/metadata.js";
import { policyCatalog } from "./catalog/policy.js";
import { referenceCatalog } from "./catalog/references.js";
import { schemaCatalog } from "./catalog/schema.js";
import { semanticCatalog } from "./catalog/semantics.js";
import { yamlCatalog } from "./catalog/yaml.js";

/** Every finding that the project can report: its code, usual severity and title, by area. */
export const catalog = {
  ...yamlCatalog,
  ...schemaCatalog,
  ...metadataCatalog,
  ...referenceCatalog,
  ...graphCatalog,
  ...buildCatalog,
  ...semanticCatalog,
  ...policyCatalog,
} as const;

/** The name of a finding; one spelling in the catalog, the rule, the case folder, the page and `--ignore`. */
export type DiagnosticCode = keyof typeof catalog;

/** All codes, sorted. */
export const diagnosticCodes: readonly DiagnosticCode[] = (Object.keys(catalog) as DiagnosticCode[]).sort();

/** Whether a text is a code of the catalog. */
export function isDiagnosticCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(catalog, text);
}
