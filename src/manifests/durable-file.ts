import { hash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

/** SHA-256 of bytes or of a text in UTF-8, in hex. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content, "hex");
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
