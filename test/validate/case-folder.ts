import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { defaultProfile } from "../../src/flux/profiles.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import type { ValidateOptions } from "../../src/validate/validate-fleet.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";

/** Where the case folders lie: `<code>/<name>/`, and `valid/<name>/`. */
export const casesRoot: string = fileURLToPath(new URL("../cases", import.meta.url));

/** A case: a fleet, and what must be found in it, no more and no less. */
export interface CaseFolder {
  /** Code that the folder stands under, or `valid`. */
  readonly code: string;
  /** `bad…` must be reported, `good…` is a near miss. */
  readonly name: string;
  readonly directory: string;
}

/** All case folders, sorted. */
export function caseFolders(): CaseFolder[] {
  return subdirectories(casesRoot).flatMap((code) =>
    subdirectories(join(casesRoot, code)).map((name) => ({
      code,
      name,
      directory: join(casesRoot, code, name),
    })),
  );
}

/**
 * The findings that a case expects, as `file:line code`, sorted: those of the comments `# expect: code, code` at
 * the end of lines, and those of `expected.txt` for lines that can have no comment.
 */
export function expectedIn({ directory }: CaseFolder): string[] {
  const tree = directoryTree(directory);
  const fromComments = tree.paths
    .filter((path) => path.endsWith(".yaml"))
    .flatMap((path) =>
      tree
        .readText(path)
        .split("\n")
        .flatMap((text, index) => codesOf(text).map((code) => `${path}:${index + 1} ${code}`)),
    );
  const list = join(directory, "expected.txt");
  const written = existsSync(list)
    ? readFileSync(list, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];
  return [...fromComments, ...written].sort();
}

function codesOf(line: string): string[] {
  return /# expect: (.*)$/.exec(line)?.[1]?.split(", ") ?? [];
}

/** The findings of a case, in the same form. `options.json` says the profile and whatever else the case needs. */
export function foundIn({ directory }: CaseFolder): string[] {
  const file = join(directory, "options.json");
  const options = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ValidateOptions) : {};
  const profile = { ...defaultProfile, ...options.profile };
  const fleet = readFleet(directoryTree(directory), { profile });
  return validateFleet(fleet, options)
    .map(({ at, code }) => `${at.file}:${at.line} ${code}`)
    .sort();
}

function subdirectories(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
