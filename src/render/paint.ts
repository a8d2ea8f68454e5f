import picocolors from "picocolors";

/** Functions that colour text, or leave it as it is. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** The colours of a stream: real ones, or none. */
export function createPaint(color: boolean): Paint {
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(color);
  return { bold, dim, red, green, yellow, cyan };
}
