import type { DiagnosticCode } from "../../diagnostics/catalog.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Finding } from "../../diagnostics/report.js";
import { diagnose } from "../../diagnostics/report.js";
import type { EntryPart } from "../../objects/origin.js";
import type { WrittenPlace } from "./provenance.js";

/** A finding of a build, at the line that asked for what cannot be done. */
export function problemAt(
  code: DiagnosticCode,
  at: WrittenPlace,
  finding: Finding,
  part: EntryPart = "value",
): Diagnostic {
  return diagnose(code, { ...at.origin.locate(at.pointer, part), pointer: at.pointer }, finding);
}

/** Something that makes kustomize stop: the Kustomization will not build in the cluster either. */
export function buildFailure(at: WrittenPlace, message: string, hint?: string): Diagnostic {
  return problemAt("build-failed", at, hint === undefined ? { message } : { message, hint });
}
