import { createHash, hash } from "node:crypto";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";

/** SHA-256 of bytes or of a text in UTF-8, in hex. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content, "hex");
}

/** SHA-256 of a text in pieces, as {@link sha256} has it of the whole. */
export function sha256OfPieces(pieces: Iterable<string>): string {
  const digest = createHash("sha256");
  for (const piece of pieces) digest.update(piece);
  return digest.digest("hex");
}

/** Writes a file from the pieces of its text, one after the other. */
export function writePieces(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/** Writes a new file and waits until the disk has it. Fails when the file exists. */
export function writeDurably(path: string, text: string): void {
  writeFileSync(path, text, { flag: "wx", flush: true });
}

/** The bytes of a file, or undefined where nothing stands. */
export function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

/** Whether an error is one of Node's system errors with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
