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
  const clean = onceEach(cleanCell);
  const texts = rows.map((row) => row.map((cell) => clean(typeof cell === "string" ? cell : cell.text)));
  const shown = titles.map((_, i) => i).filter((i) => texts.some((row) => row[i] !== ""));
  const widths = shown.map((i) => {
    const widest = texts.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), 0);
    return headless ? widest : Math.max(widest, (titles[i] as string).length);
  });
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const last = columns === undefined ? widestCell : Math.max(narrowest, columns - before);
  const line = (text: readonly string[], painterOf: (i: number) => Painter | undefined): string => {
    const parts = shown.map((i, n) => {
      const cell = text[i] ?? "";
      const laidOut = n === shown.length - 1 ? cut(cell, last) : cell.padEnd(widths[n] as number);
      return painterOf(i)?.(laidOut) ?? laidOut;
    });
    return parts.join("  ").trimEnd();
  };
  const head = headless ? [] : [line(titles, () => paint.dim)];
  const body = texts.map((text, n) => line(text, (i) => painterIn(rows[n]?.[i])));
  return `${[...head, ...body].join("\n")}\n`;
}

type Painter = (text: string) => string;

function painterIn(cell: Cell | string | undefined): Painter | undefined {
  return typeof cell === "object" ? cell.paint : undefined;
}

/** Of thousands of objects most say the same: the function is called once for each text. */
export function onceEach(make: (text: string) => string): (text: string) => string {
  const made = new Map<string, string>();
  return (text) => {
    const known = made.get(text) ?? make(text);
    made.set(text, known);
    return known;
  };
}

function cleanCell(text: string): string {
  const clean = cleanText(text);
  return /\s/.test(clean) ? clean.replace(/\s+/g, " ").trim() : clean;
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
