import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Location } from "../objects/location.js";

/** Reads lines for code frames, each file once; a file that cannot be read has none. */
export function lineReader(cwd: string): (at: Location) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return ({ file, line }) => {
    let lines = files.get(file);
    if (lines === undefined) {
      lines = readLines(resolve(cwd, file));
      files.set(file, lines);
    }
    return lines[line - 1];
  };
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}
