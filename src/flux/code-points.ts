/**
 * The length of a text in Unicode code points, by which the API server counts `minLength` and `maxLength`. A lone
 * surrogate counts as one.
 */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let index = 1; index < text.length; index++) {
    const isPair = isBetween(text.charCodeAt(index - 1), 0xd800) && isBetween(text.charCodeAt(index), 0xdc00);
    if (!isPair) continue;
    length--;
    index++;
  }
  return length;
}

/** Whether a code unit is one of the 1024 from `first` on. */
function isBetween(unit: number, first: number): boolean {
  return unit >= first && unit < first + 0x400;
}
