/** A small terminal: what lines, carriage returns, and the sequences that move up and erase leave on it. */
export class Screen {
  readonly #rows: string[] = [""];
  #row = 0;
  #column = 0;

  constructor(
    /** Columns: what is longer wraps. */
    public columns: number,
  ) {}

  /** Takes what a program prints. */
  write(text: string): void {
    for (const [part] of text.matchAll(/\u001b\[\??\d*[A-Za-z]|[^\u001b]/gu)) this.#take(part);
  }

  /** The terminal becomes narrower: what it shows wraps, and the cursor stays with its text. */
  narrow(columns: number): void {
    this.columns = columns;
    const above = this.#rows.slice(0, this.#row);
    const wrapped = above.flatMap((row) => row.match(new RegExp(`.{1,${columns}}`, "gu")) ?? [""]);
    this.#rows.splice(0, this.#row, ...wrapped);
    this.#row = wrapped.length;
  }

  /** What is seen, without empty lines at the end. */
  get text(): string {
    return this.#rows
      .map((row) => row.trimEnd())
      .join("\n")
      .trimEnd();
  }

  #take(part: string): void {
    if (part === "\n") this.#moveTo(this.#row + 1, 0);
    else if (part === "\r") this.#column = 0;
    else if (!part.startsWith("\u001b")) this.#put(part);
    else if (part.endsWith("A")) this.#row = Math.max(0, this.#row - Number(part.slice(2, -1)));
    else if (part.endsWith("K")) this.#rows[this.#row] = this.#current().slice(0, this.#column);
    else if (part.endsWith("J")) {
      this.#rows[this.#row] = this.#current().slice(0, this.#column);
      this.#rows.length = this.#row + 1;
    }
  }

  #put(character: string): void {
    if (this.#column >= this.columns) this.#moveTo(this.#row + 1, 0);
    const row = this.#current();
    this.#rows[this.#row] =
      row.slice(0, this.#column).padEnd(this.#column) + character + row.slice(this.#column + 1);
    this.#column++;
  }

  #moveTo(row: number, column: number): void {
    this.#row = row;
    this.#column = column;
    while (this.#rows.length <= row) this.#rows.push("");
  }

  #current(): string {
    return this.#rows[this.#row] ?? "";
  }
}
