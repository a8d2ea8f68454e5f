import { Writable } from "node:stream";
import { displayWidth } from "../render/display-width.js";
import type { CommandIo, TerminalSize } from "./io.js";

/** At most so many milliseconds between what is known and what is shown. */
const DRAW_AFTER = 100;
/** Clocks in the area go on, and it follows the size of the terminal, even when nothing changes. */
const DRAW_EVERY = 1000;

const UP = (lines: number): string => (lines > 0 ? `\u001b[${lines}A` : "");
const TO_LINE_START = "\r";
const ERASE_LINE_END = "\u001b[K";
const ERASE_BELOW = "\u001b[J";
/** Terminals that know it show all between the two at once; others ignore it. */
const BEGIN = "\u001b[?2026h";
const END = "\u001b[?2026l";

/** Whether stderr is a terminal on which lines can be drawn over, watched by a person: no CI, no dumb terminal. */
export function isLive({ isTerminal, env, terminalSize }: CommandIo): boolean {
  return isTerminal.stderr && terminalSize !== undefined && env.TERM !== "dumb" && !isCi(env.CI);
}

function isCi(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "false" && value !== "0";
}

/**
 * Lines at the end of a terminal that are drawn over in place. The cursor stays below them and visible, and nothing
 * of the terminal is switched: whenever the process ends, what was drawn last is left as it is.
 */
export class LiveArea {
  /** What else is to be told meanwhile: it is written above the lines, and stays. */
  readonly above: Writable;
  readonly #out: Writable;
  readonly #size: () => TerminalSize;
  readonly #frame: (size: TerminalSize) => readonly string[];
  readonly #clock: NodeJS.Timeout;
  #drawn: readonly string[] = [];
  #soon: NodeJS.Timeout | undefined;

  /** @param frame gives the lines: at most one less than the terminal has rows, none wider than it has columns. */
  constructor(out: Writable, size: () => TerminalSize, frame: (size: TerminalSize) => readonly string[]) {
    this.#out = out;
    this.#size = size;
    this.#frame = frame;
    this.#clock = setInterval(() => this.#draw(), DRAW_EVERY);
    this.above = new Writable({
      decodeStrings: false,
      write: (text: string | Buffer, _encoding, done) => {
        this.#draw(String(text));
        done();
      },
    });
    this.changed();
  }

  /** Something has changed: it is drawn soon. */
  changed(): void {
    this.#soon ??= setTimeout(() => this.#draw(), DRAW_AFTER);
  }

  /** Draws the last state, and leaves it. */
  close(): void {
    clearInterval(this.#clock);
    this.#draw();
  }

  #draw(above = ""): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const size = this.#size();
    const lines = this.#frame(size);
    if (above === "" && sameLines(lines, this.#drawn)) return;
    const start = UP(rowsOf(this.#drawn, size.columns)) + TO_LINE_START;
    const text = above === "" ? "" : above.replaceAll("\n", `${ERASE_LINE_END}\n`);
    const body = lines.map((line) => `${line}${ERASE_LINE_END}\n`).join("");
    this.#out.write(`${BEGIN}${start}${text}${body}${ERASE_BELOW}${END}`);
    this.#drawn = lines;
  }
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}

/** Rows that lines take: those that were drawn on a wider terminal wrap when it becomes narrower. */
function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / Math.max(1, columns))), 0);
}

/** Columns of a line, its colours aside. */
function widthOf(line: string): number {
  return displayWidth(line.replace(/\u001b\[[0-9;]*m/g, ""));
}
