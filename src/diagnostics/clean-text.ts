import { redactSecrets } from "./redact-secrets.js";

/** Escape sequences of terminals: OSC and other strings that are terminated, CSI, and the short ones. */
const ESCAPE_SEQUENCES =
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]{0,4096}(?:\u0007|\u001b\\|\u009c)|\u001b[PX^_][^\u001b]{0,4096}\u001b\\|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g;

/** C0 and C1 controls but `\n` and `\t`, and what changes the direction or the lines of text. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** All that nearly every text is made of: there is nothing to take out. */
const PLAIN = /^[ -~\n\t]*$/;

/**
 * A text that somebody else wrote (a status message, an error of a server), safe to print: without escape
 * sequences, control characters (but `\n` and `\t`) and marks that reorder text, and with secrets replaced by
 * `***`. Carriage returns become line ends, so that nothing can overwrite what stands before it.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return redactSecrets(text);
  const plain = text.replace(ESCAPE_SEQUENCES, "").replace(/\r\n?/g, "\n").replace(CONTROLS, "");
  return redactSecrets(plain);
}

/** How much of a text is shown on a terminal. */
export interface TextLimit {
  readonly characters: number;
  readonly lines: number;
}

/** 2,000 characters and 8 lines: enough for any message but a Helm dump. */
export const terminalLimit: TextLimit = { characters: 2000, lines: 8 };

/** The text within the limit; what was cut is counted at its end. */
export function cutText(text: string, limit: TextLimit = terminalLimit): string {
  const head = text.slice(0, limit.characters).split("\n").slice(0, limit.lines).join("\n");
  const left = text.length - head.length;
  return left === 0 ? text : `${head} … (${left} more characters)`;
}
