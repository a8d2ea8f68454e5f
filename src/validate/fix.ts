import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import { findCrdSchema } from "../flux/crd-facts.js";
import type { CrdSchema } from "../flux/crd-schema.js";
import type { FluxKind } from "../flux/kinds.js";
import { apiVersionOf, findFluxKind } from "../flux/kinds.js";
import { findRemovedVersion, removedFieldsOf } from "../flux/removed.js";
import { versionOf } from "../objects/kube-object.js";
import { pointerPath } from "../objects/pointer.js";

/** A change to a text: what stands between two offsets becomes something else. */
export interface TextEdit {
  readonly file: string;
  /** Offsets into the text of the file, in UTF-16 units; the end is not part of it. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/**
 * What repairs a finding, where there is one safe answer: an API version with its successor, a removed field
 * that has had no effect, a typo of an enum's member. Only these characters change; comments and layout stay.
 *
 * @param text the file that the finding names, as `FileTree.readText` gives it: without a byte order mark
 * @returns undefined where a person must decide, or where the text at the place is not what was judged (a value
 *   that a patch or a template made).
 */
export function fixFor(diagnostic: Diagnostic, text: string): TextEdit | undefined {
  const { at } = diagnostic;
  const kind = at.object && findFluxKind(at.object.group, at.object.kind);
  const offset = offsetOf(text, at.line, at.column);
  if (kind === undefined || offset === undefined || at.pointer === undefined) return undefined;
  switch (diagnostic.code) {
    case "api-version-removed":
      return replaceScalar(diagnostic, text, offset, (version) => successorOf(kind, version));
    case "schema-enum":
      return replaceScalar(diagnostic, text, offset, (value) => memberNear(kind, at.pointer ?? "", value));
    case "field-removed":
      return removeEntry(diagnostic, text, offset, kind);
    default:
      return undefined;
  }
}

/**
 * The text with all edits applied.
 *
 * @param edits edits of this text; of two that overlap, the second is left out
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, replacement } of [...edits].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

function successorOf(kind: FluxKind, apiVersion: string): string | undefined {
  const removed = findRemovedVersion(kind, versionOf(apiVersion));
  return removed?.apiVersion === apiVersion ? apiVersionOf(kind) : undefined;
}

function memberNear(kind: FluxKind, pointer: string, value: string): string | undefined {
  const members = schemaAt(findCrdSchema(kind), pointerPath(pointer))?.enum ?? [];
  return didYouMean(
    value,
    members.filter((member) => typeof member === "string"),
  );
}

function schemaAt(schema: CrdSchema | undefined, [step, ...rest]: readonly string[]): CrdSchema | undefined {
  if (schema === undefined || step === undefined) return schema;
  const { additionalProperties } = schema;
  const open = typeof additionalProperties === "object" ? additionalProperties : undefined;
  return schemaAt(schema.items ?? schema.properties?.[step] ?? open, rest);
}

/** A plain or quoted scalar without escapes, as it stands at an offset. */
const SCALAR = /(["']?)([\w./-]+)\1(?=[\s,}\]#]|$)/y;

function replaceScalar(
  { at: { file } }: Diagnostic,
  text: string,
  offset: number,
  replace: (value: string) => string | undefined,
): TextEdit | undefined {
  SCALAR.lastIndex = offset;
  const [, quote = "", value = ""] = SCALAR.exec(text) ?? [];
  const replacement = value === "" ? undefined : replace(value);
  if (replacement === undefined) return undefined;
  const start = offset + quote.length;
  return { file, start, end: start + value.length, replacement };
}

/** Removes `key: scalar` together with its line, when the line holds nothing else. */
function removeEntry(
  { at: { file, pointer } }: Diagnostic,
  text: string,
  offset: number,
  kind: FluxKind,
): TextEdit | undefined {
  const field = removedFieldsOf(kind).find((removed) => removed.pointer === pointer);
  if (field?.hasNoEffect !== true) return undefined;
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const newline = text.indexOf("\n", offset);
  const end = newline < 0 ? text.length : newline + 1;
  const key = pointerPath(field.pointer).at(-1) ?? "";
  const isAlone = new RegExp(`^[ \\t]*${key}:[ \\t]+["']?[\\w-]+["']?[ \\t]*(#.*)?\\r?\\n?$`).test(
    text.slice(start, end),
  );
  return isAlone ? { file, start, end, replacement: "" } : undefined;
}

/** The offset of a line and column, both from 1; undefined beyond the text. */
function offsetOf(text: string, line: number, column: number): number | undefined {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const newline = text.indexOf("\n", start);
    if (newline < 0) return undefined;
    start = newline + 1;
  }
  const offset = start + column - 1;
  return offset <= text.length ? offset : undefined;
}
