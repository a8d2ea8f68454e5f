import { cleanText } from "../diagnostics/clean-text.js";
import type { Paint } from "./paint.js";

/** A cell: its text, and how to colour it once it is padded. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** How wide a table may become. */
export interface TableOptions {
  readonly paint: Paint;
  /** Columns of the terminal: the last column is cut to them. Absent: it is cut at {@link widestCell}. */
  readonly columns?: number;
  /** Leave the header away. */
  readonly headless?: boolean;
}

/** Widest last cell where there is no terminal to measure. */
export const widestCell = 160;

/** Narrowest last cell: on a narrow terminal lines wrap rather than say nothing. */
const narrowest = 24;

/**
 * Columns of text, each as wide as its widest cell, two spaces apart. Cells come from the cluster: they are
 * cleaned, and held to one line. Columns in which every cell is empty are left out.
 */
export function renderTable(
  titles: readonly string[],
  rows: readonly (readonly (Cell | string)[])[],
  options: TableOptions,
): string {
  const { paint, columns, headless = false } = options;
  const cells = rows.map((row) => row.map(toCell));
  const shown = titles.map((_, i) => i).filter((i) => cells.some((row) => row[i]?.text !== ""));
  const widths = shown.map((i) =>
    Math.max(headless ? 0 : (titles[i] as string).length, ...cells.map((row) => row[i]?.text.length ?? 0)),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const last = columns === undefined ? widestCell : Math.max(narrowest, columns - before);
  const line = (row: readonly Cell[]): string =>
    shown
      .map((i, n) =>
        layOut(row[i] ?? toCell(""), n === shown.length - 1 ? { cut: last } : { pad: widths[n] as number }),
      )
      .join("  ")
      .trimEnd();
  const head = headless ? [] : [line(titles.map((text) => ({ text, paint: paint.dim })))];
  return `${[...head, ...cells.map(line)].join("\n")}\n`;
}

function toCell(cell: Cell | string): Cell {
  const { text, ...rest } = typeof cell === "string" ? { text: cell } : cell;
  return { ...rest, text: cleanText(text).replace(/\s+/g, " ").trim() };
}

function layOut({ text, paint }: Cell, { cut, pad = 0 }: { cut?: number; pad?: number }): string {
  const short = cut !== undefined && text.length > cut ? `${text.slice(0, cut - 1)}…` : text;
  const padded = short.padEnd(pad);
  return paint === undefined ? padded : paint(padded);
}
