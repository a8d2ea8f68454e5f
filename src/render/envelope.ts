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
  return `${JSON.stringify({ apiVersion: "fluxwright/v1", kind, ...body }, null, 2)}\n`;
}
