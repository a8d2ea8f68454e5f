import { createHash } from "node:crypto";
import type { GeneratedFile } from "./generated-file.js";

/** Name of the file that holds the checksums of the others. */
export const CHECKSUMS = "checksums.txt";

/** The checksums of files, in the form of `sha256sum`. */
export function checksumsOf(files: readonly GeneratedFile[]): GeneratedFile {
  const lines = files.map(({ path, text }) => `${sha256(text)}  ${path}\n`);
  return { path: CHECKSUMS, text: lines.join("") };
}

/** What differs between the files that are there and those that a generator writes; a sentence each. */
export function differences(
  present: readonly GeneratedFile[],
  expected: readonly GeneratedFile[],
): readonly string[] {
  return compared(textByPath(present), textByPath(expected));
}

/** Where files differ from the checksums recorded beside them; a sentence each. */
export function checksumFaults(present: readonly GeneratedFile[]): readonly string[] {
  const record = present.find(({ path }) => path === CHECKSUMS);
  if (record === undefined) return [`${CHECKSUMS} is missing`];
  const lines = record.text.split("\n").filter((line) => line !== "");
  const recorded = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const actual = present
    .filter((file) => file !== record)
    .map(({ path, text }) => [path, sha256(text)] as const);
  return compared(new Map(actual), recorded);
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function textByPath(files: readonly GeneratedFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, text }) => [path, text]));
}

function compared(
  present: ReadonlyMap<string, string>,
  expected: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...present.keys(), ...expected.keys()])].sort().flatMap((path) => {
    if (!present.has(path)) return [`${path} is missing`];
    if (!expected.has(path)) return [`${path} is not generated any more`];
    return present.get(path) === expected.get(path) ? [] : [`${path} differs from what is generated`];
  });
}
