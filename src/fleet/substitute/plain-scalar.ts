import type { JsonValue } from "../../objects/json.js";
import { parseInline } from "../kustomize/inline-text.js";

/** Texts that no YAML reader takes for anything else. */
const SIMPLE = /^[A-Za-z_/][\w./@+-]*$/;
const WORDS = /^(y|n|yes|no|on|off|true|false|null)$/i;

/**
 * Whether kustomize prints a text without quotes. What stands in quotes or in a block stays a text after
 * substitution; what does not is read again, and may become a number, a boolean, nothing, or a map.
 */
export function isPrintedPlain(text: string): boolean {
  return (
    !text.includes("\n") &&
    !/^[\s#,[\]{}&*!|>'"%@`]|^[-?:](\s|$)|:(\s|$)|\s#|\s$/.test(text) &&
    !/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/.test(text)
  );
}

/** The value of a plain scalar; undefined when the text is not YAML. */
export function readPlain(text: string): { readonly value: JsonValue } | undefined {
  if (SIMPLE.test(text) && !WORDS.test(text)) return { value: text };
  const { documents, diagnostics } = parseInline(`- ${text}`);
  const list = documents[0]?.value;
  if (diagnostics.some(({ severity }) => severity === "error") || !Array.isArray(list)) return undefined;
  return { value: list[0] ?? null };
}
