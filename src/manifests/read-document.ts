import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { JsonValue } from "../objects/json.js";
import type { PlaceNode } from "./place-tree.js";

/** Something wrong in a YAML text, at an offset. */
export interface YamlProblem {
  readonly code: DiagnosticCode;
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** One document as read. */
export interface ReadDocument {
  /** Undefined when the document is empty, null, or has problems. */
  readonly value: JsonValue | undefined;
  readonly problems: readonly YamlProblem[];
  /** Finds the places of its nodes, anew at every call. */
  readonly places: () => PlaceNode;
}

/** Ends the reading of a document at its first problem; never leaves the readers. */
export class YamlProblemError extends Error {
  override readonly name = "YamlProblemError";

  constructor(readonly problem: YamlProblem) {
    super(problem.message);
  }
}
