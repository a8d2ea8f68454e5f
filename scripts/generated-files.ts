import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { CrdFile } from "../src/codegen/crd-source.js";
import type { GeneratedFile } from "../src/codegen/generated-file.js";

/** Where the generated files live. */
export const generatedDirectory: string = fileURLToPath(new URL("../src/flux/generated", import.meta.url));

/** The directory of CRDs that `--crds` or `FLUXWRIGHT_CRDS` names. */
export function crdDirectory(argv: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const { values } = parseArgs({ args: [...argv], options: { crds: { type: "string" } } });
  return values.crds ?? env.FLUXWRIGHT_CRDS;
}

/** Every file in the directory of generated files. */
export function readGeneratedFiles(directory: string): readonly GeneratedFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: relative(directory, file).replaceAll(sep, "/"),
      text: readFileSync(file, "utf8"),
    }));
}

/** The YAML files of a directory, by name. */
export function readCrdFiles(directory: string): readonly CrdFile[] {
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(directory, name), "utf8") }));
}
