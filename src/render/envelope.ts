import { cleanText } from "../diagnostics/clean-text.js";

/** Kinds of documents that `-o json` prints. */
export type DocumentKind =
  | "CheckReport"
  | "SynthReport"
  | "PublishReport"
  | "DiffReport"
  | "Graph"
  | "StatusList"
  | "Verdict"
  | "Explanation"
  | "ActionReport"
  | "Trace"
  | "EventList"
  | "AdoptReport"
  | "InitReport"
  | "GenerateReport";

/**
 * A result as versioned JSON: `{ "apiVersion": "fluxwright/v1", "kind": …, … }`. Within a version fields are
 * added, never renamed or removed.
 */
export function renderJson(kind: DocumentKind, body: object): string {
  return print({ apiVersion: "fluxwright/v1", kind, ...body });
}

/** The same, of what a cluster said: every text is whole, but without escapes and secrets. */
export function renderClusterJson(kind: DocumentKind, body: object): string {
  const clean = (_: string, value: unknown): unknown =>
    typeof value === "string" ? cleanText(value) : value;
  return print({ apiVersion: "fluxwright/v1", kind, ...body }, clean);
}

function print(document: object, replacer?: (key: string, value: unknown) => unknown): string {
  return `${JSON.stringify(document, replacer, 2)}\n`;
}
