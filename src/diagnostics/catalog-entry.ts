import type { Severity } from "./severity.js";

/** What the catalog knows of a code. */
export interface CatalogEntry {
  readonly severity: Severity;
  /** A short noun phrase, the heading of the page `docs/diagnostics/<code>.md`. */
  readonly title: string;
}

/** A part of the catalog: codes of one area. */
export type CatalogPart = Readonly<Record<string, CatalogEntry>>;
