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
  const place = { ...located.origin.locate(pointer, part), object: refOf(located.object), pointer };
  return construct === undefined ? place : { ...place, construct };
}

/** A diagnostic about a place. */
export function diagnose(code: DiagnosticCode, at: DiagnosticPlace, finding: Finding): Diagnostic {
  return { code, severity: finding.severity ?? catalog[code].severity, ...finding, at } as Diagnostic;
}
