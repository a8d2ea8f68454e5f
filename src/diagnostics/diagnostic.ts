import type { Location } from "../objects/location.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { JsonPointer } from "../objects/pointer.js";
import type { DiagnosticCode } from "./catalog.js";
import type { Severity } from "./severity.js";

/** Where a finding is: a place in a file, and what stands there. */
export interface DiagnosticPlace extends Location {
  readonly object?: ObjectRef;
  readonly pointer?: JsonPointer;
  /** Path of the construct, when a program wrote the object. */
  readonly construct?: string;
}

/** A second place that belongs to a finding, with what it has to do with it. */
export interface RelatedPlace {
  readonly message: string;
  readonly at: DiagnosticPlace;
}

/** One finding about the user's manifests, as data. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence: the value found, and what was expected or what there is instead. */
  readonly message: string;
  /** One imperative sentence: what to do. */
  readonly hint?: string;
  readonly at: DiagnosticPlace;
  readonly related?: readonly RelatedPlace[];
}

/** Total order of findings: by file, line, column, then code and message. Same findings, same order. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.at.file, b.at.file) ||
    a.at.line - b.at.line ||
    a.at.column - b.at.column ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

/** Order by code unit, the same on every machine and locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
