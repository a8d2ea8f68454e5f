/**
 * `npm run generate -- --crds <dir>`: derives src/flux/generated from the CRDs in a directory.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateFlux } from "../src/codegen/generate-flux.js";
import { fluxDocs } from "./flux-docs.js";
import { crdDirectory, generatedDirectory, readCrdFiles } from "./generated-files.js";

const directory = crdDirectory(process.argv.slice(2), process.env);
if (directory === undefined) {
  console.error("Name the directory of the CRDs: npm run generate -- --crds <dir>");
  process.exit(2);
}
const files = generateFlux(readCrdFiles(directory), fluxDocs);
rmSync(generatedDirectory, { recursive: true, force: true });
for (const { path, text } of files) {
  const target = join(generatedDirectory, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
console.log(`${files.length} files written to ${generatedDirectory}`);
