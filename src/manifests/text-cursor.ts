const NEWLINE = 0x0a;
const TAB = 0x09;
const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;
const COLON = 0x3a;
const QUOTE = 0x22;

/** First characters with which a scalar is not plain, or not surely so. */
const SPECIAL: ReadonlySet<number> = new Set([..."!%&*,?@[]{}|>`\"'#:"].map((mark) => mark.charCodeAt(0)));

/** What JSON and YAML escape alike; halves of surrogate pairs are left out. */
const SHARED_ESCAPES = /^(?:[^\\\t]|\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[\da-fA-F]{4}))*$/;

/**
 * Thrown where a text leaves the subset that the block reader knows. One value, since making a stack would cost more than
 * the reading; `readBlock` catches it.
 */
export const OUTSIDE: unique symbol = Symbol("outside the subset");

/** A place in one document of a YAML text, and what can be read from it without looking beyond its line. */
export class TextCursor {
  readonly text: string;
  readonly end: number;
  /** Offset at which reading goes on: in a line, or at its newline. */
  at: number;
  /** Column of the content of the current line; -1 behind the last line. */
  indent = -1;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The character at an offset. Behind the document is a newline, so that every line has one. */
  code(at: number = this.at): number {
    return at < this.end ? this.text.charCodeAt(at) : NEWLINE;
  }

  /** Moves to the content of the line that begins here, or of the first line below that has content. */
  startLine(): void {
    let at = this.at;
    while (at < this.end) {
      const begin = at;
      while (this.code(at) === SPACE) at++;
      const code = this.code(at);
      if (code === TAB) throw OUTSIDE;
      if (code !== NEWLINE && code !== HASH) {
        this.indent = at - begin;
        this.at = at;
        return;
      }
      at = (code === HASH ? this.lineEnd(at) : at) + 1;
    }
    this.indent = -1;
    this.at = this.end;
  }

  /** Ends the current line, on which only blanks and a comment may be left, and starts the next with content. */
  endLine(): void {
    if (!this.isLineDone()) throw OUTSIDE;
    this.at = this.lineEnd(this.at) + 1;
    this.startLine();
  }

  /** Whether only blanks and a comment are left on this line. Skips the blanks. */
  isLineDone(): boolean {
    const begin = this.at;
    while (this.code() === SPACE) this.at++;
    const code = this.code();
    return code === NEWLINE || (code === HASH && this.at > begin);
  }

  /** Offset of the newline that ends the line of `from`. */
  lineEnd(from: number): number {
    const at = this.text.indexOf("\n", from);
    return at < 0 || at > this.end ? this.end : at;
  }

  isBlank(at: number): boolean {
    const code = this.code(at);
    return code === SPACE || code === NEWLINE;
  }

  /** Whether a list item begins here. */
  isDash(): boolean {
    return this.code() === DASH && this.isBlank(this.at + 1);
  }

  /** Whether a plain scalar can begin here. */
  isPlainStart(): boolean {
    return !SPECIAL.has(this.code()) && !this.isDash();
  }

  /** Offset of the colon that ends a plain key beginning here, or -1 when this line has none. */
  plainKeyEnd(): number {
    for (let at = this.at; ; at++) {
      const code = this.code(at);
      if (code === COLON && this.isBlank(at + 1)) return at;
      if (code === NEWLINE || code === TAB || code === HASH) return -1;
    }
  }

  /** A plain scalar to the end of this line or to a comment. */
  readPlain(): string {
    const begin = this.at;
    let at = begin;
    for (; ; at++) {
      const code = this.code(at);
      if (code === NEWLINE || (code === HASH && this.code(at - 1) === SPACE)) break;
      if (code === TAB || (code === COLON && this.isBlank(at + 1))) throw OUTSIDE;
    }
    this.at = at;
    while (this.code(at - 1) === SPACE) at--;
    return this.text.slice(begin, at);
  }

  isQuote(): boolean {
    const code = this.code();
    return code === QUOTE || code === 0x27;
  }

  /** A scalar in quotes that ends on this line. */
  readQuoted(): string {
    return this.code() === QUOTE ? this.#readDoubleQuoted() : this.#readSingleQuoted();
  }

  #readDoubleQuoted(): string {
    const begin = this.at;
    let escaped = false;
    let at = begin + 1;
    for (let code = this.code(at); code !== QUOTE; code = this.code(at)) {
      if (code === NEWLINE) throw OUTSIDE;
      if (code === 0x5c) escaped = true;
      at += code === 0x5c ? 2 : 1;
    }
    if (at >= this.end) throw OUTSIDE;
    this.at = at + 1;
    const raw = this.text.slice(begin + 1, at);
    if (!escaped) return raw;
    if (!SHARED_ESCAPES.test(raw)) throw OUTSIDE;
    return JSON.parse(`"${raw}"`) as string;
  }

  #readSingleQuoted(): string {
    const begin = this.at + 1;
    let doubled = false;
    let at = begin;
    for (; ; at++) {
      const code = this.code(at);
      if (code === NEWLINE) throw OUTSIDE;
      if (code !== 0x27) continue;
      if (this.code(at + 1) !== 0x27) break;
      doubled = true;
      at++;
    }
    this.at = at + 1;
    const raw = this.text.slice(begin, at);
    return doubled ? raw.replaceAll("''", "'") : raw;
  }
}
