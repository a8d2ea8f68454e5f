/**
 * `npm run generate -- --crds <dir>`: derives src/flux/generated from the CRDs in a directory.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateFlux } from "../src/codegen/generate-flux.js";
import { fluxDocs } from "./flux-docs.js";
import { crdDirectory, generatedDirectory, readCrdFiles, readGeneratedFiles } from "./generated-files.js";

const directory = crdDirectory(process.argv.slice(2), process.env);
if (directory === undefined) {
  console.error("Name the directory of the CRDs: npm run generate -- --crds <dir>");
  process.exit(2);
}
const files = generateFlux(readCrdFiles(directory), fluxDocs);
const present = new Map(readGeneratedFiles(generatedDirectory).map(({ path, text }) => [path, text]));
const changed = files.filter(({ path, text }) => present.get(path) !== text);
const stale = [...present.keys()].filter((path) => !files.some((file) => file.path === path));
for (const path of stale) rmSync(join(generatedDirectory, path));
for (const { path, text } of changed) {
  const target = join(generatedDirectory, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
console.log(`${files.length} files: ${changed.length} written, ${stale.length} removed`);
