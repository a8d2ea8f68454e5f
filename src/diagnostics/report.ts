import { refOf } from "../objects/object-ref.js";
import type { EntryPart, Located } from "../objects/origin.js";
import type { JsonPointer } from "../objects/pointer.js";
import type { DiagnosticCode } from "./catalog.js";
import { catalog } from "./catalog.js";
import type { Diagnostic, DiagnosticPlace, RelatedPlace } from "./diagnostic.js";
import type { Severity } from "./severity.js";

/** What a rule says of a finding; severity comes from the catalog unless given. */
export interface Finding {
  readonly message: string;
  readonly hint?: string;
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
}

/** The place of a pointer in an object, with the object's name and construct. */
export function placeOf(located: Located, pointer: JsonPointer = "", part?: EntryPart): DiagnosticPlace {
  const { construct } = located.origin;
  const { file, line, column } = located.origin.locate(pointer, part);
  const object = refOf(located.object);
  // Written out, for the same reason as in `refOf`.
  return construct === undefined
    ? { file, line, column, object, pointer }
    : { file, line, column, object, pointer, construct };
}

/** A diagnostic about a place. */
export function diagnose(code: DiagnosticCode, at: DiagnosticPlace, finding: Finding): Diagnostic {
  const severity = finding.severity ?? catalog[code].severity;
  // Not `{ code, severity, ...finding, at }`, for the same reason as in `refOf`.
  return Object.assign({ code, severity }, finding, { at });
}
