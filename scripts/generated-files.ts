import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { CrdFile } from "../src/codegen/crd-source.js";

/** Where the generated files live. */
export const generatedDirectory: string = fileURLToPath(new URL("../src/flux/generated", import.meta.url));

/** The directory of CRDs that `--crds` or `FLUXWRIGHT_CRDS` names. */
export function crdDirectory(argv: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const { values } = parseArgs({ args: [...argv], options: { crds: { type: "string" } } });
  return values.crds ?? env.FLUXWRIGHT_CRDS;
}

/** The YAML files of a directory, by name. */
export function readCrdFiles(directory: string): readonly CrdFile[] {
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(directory, name), "utf8") }));
}
