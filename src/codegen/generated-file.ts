/** A file that a generator wants written. */
export interface GeneratedFile {
  /** Relative to the directory that holds the generated files, with `/`. */
  readonly path: string;
  readonly text: string;
}
