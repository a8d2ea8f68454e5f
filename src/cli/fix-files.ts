import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { FileTree } from "../manifests/file-tree.js";
import { applyEdits, fixFor } from "../validate/fix.js";

/**
 * Mends in place what has one safe answer, changing only those characters of files below a directory.
 *
 * @returns the findings that were mended; those in other sources, and in files that are not UTF-8, are left.
 */
export function fixFiles(root: string, tree: FileTree, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ at }) => at.file))].filter((file) => tree.isFile(file));
  return files.flatMap((file) =>
    fixFile(
      join(root, file),
      diagnostics.filter(({ at }) => at.file === file),
    ),
  );
}

const BYTE_ORDER_MARK = "\uFEFF";

function fixFile(path: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const bytes = readFileSync(path);
  const whole = bytes.toString("utf8");
  // Bytes that are no UTF-8 would come back as replacement characters.
  if (!Buffer.from(whole).equals(bytes)) return [];
  const mark = whole.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const text = whole.slice(mark.length);
  const fixes = diagnostics.flatMap((diagnostic) => {
    const edit = fixFor(diagnostic, text);
    return edit ? [{ diagnostic, edit }] : [];
  });
  if (fixes.length === 0) return [];
  const mended = applyEdits(
    text,
    fixes.map(({ edit }) => edit),
  );
  writeFileSync(path, mark + mended);
  return fixes.map(({ diagnostic }) => diagnostic);
}
