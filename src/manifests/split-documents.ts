/** One document of a YAML text: the half-open range from its `---` (or its first character) to the next. */
export interface DocumentRange {
  readonly start: number;
  readonly end: number;
}

const START = /^---(?=[ \t\r\n]|$)/gm;
const BLANK = /^(?:[ \t]*(?:#.*)?(?:\r\n?|\n|$))*$/;
const IRREGULAR = /^(?:%|\.\.\.(?:[ \t\r\n]|$))/m;

/**
 * Cuts a text at its `---` lines. Such a line begins a document wherever it stands, even in a block scalar, so
 * no parsing is needed. Undefined for a text with directives or `...`, which needs a parser to be cut.
 */
export function splitDocuments(text: string): DocumentRange[] | undefined {
  if (IRREGULAR.test(text)) return undefined;
  const starts = [0];
  for (const { index } of text.matchAll(START)) if (index > 0) starts.push(index);
  const ranges = starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length }));
  // Comments before the first `---` belong to the document that it begins.
  const [first] = ranges;
  if (ranges.length > 1 && first !== undefined && isBlank(text.slice(first.start, first.end))) ranges.shift();
  return ranges;
}

/** Whether a piece of YAML holds nothing but blank lines and comments. */
function isBlank(text: string): boolean {
  return BLANK.test(text);
}
