import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

/** A directory with the test programs, a `cdk8s.yaml` and the packages of the project; remove it when done. */
export interface ProgramDirectory {
  readonly path: string;
  /** Text of every file below a directory, by path. */
  files(below: string): Record<string, string>;
  remove(): void;
}

export function programDirectory(
  program: string,
  source = resolve(import.meta.dirname, "programs"),
): ProgramDirectory {
  const path = mkdtempSync(join(tmpdir(), "fluxwright-"));
  cpSync(source, path, { recursive: true });
  linkPackages(join(path, "node_modules"));
  writeFileSync(join(path, "cdk8s.yaml"), `app: ${program}\noutput: fleet\n`);
  return {
    path,
    files: (below) => filesBelow(join(path, below)),
    remove: () => rmSync(path, { recursive: true }),
  };
}

/** What the project has installed, and the project itself. */
function linkPackages(directory: string): void {
  mkdirSync(directory);
  for (const name of readdirSync("node_modules"))
    symlinkSync(resolve("node_modules", name), join(directory, name));
  symlinkSync(resolve("."), join(directory, "fluxwright"));
}

function filesBelow(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(root, path), readFileSync(path, "utf8")]));
}
