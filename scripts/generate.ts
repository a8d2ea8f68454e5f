/**
 * `npm run generate -- [--crds <dir>] [--kubernetes <dir>]`: derives src/flux/generated from the CRDs in a directory,
 * and from the Go module k8s.io/kubernetes.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  generatedDirectory,
  generatedFrom,
  readGeneratedFiles,
  sourceDirectories,
} from "./generated-files.js";

const directories = sourceDirectories(process.argv.slice(2), process.env);
if (directories.crds === undefined && directories.kubernetes === undefined) {
  console.error("Name what to derive from: npm run generate -- --crds <dir> --kubernetes <dir>");
  process.exit(2);
}
const before = readGeneratedFiles(generatedDirectory);
const files = await generatedFrom(directories, before);
const present = new Map(before.map(({ path, text }) => [path, text]));
const changed = files.filter(({ path, text }) => present.get(path) !== text);
const stale = [...present.keys()].filter((path) => !files.some((file) => file.path === path));
for (const path of stale) rmSync(join(generatedDirectory, path));
for (const { path, text } of changed) {
  const target = join(generatedDirectory, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
console.log(`${files.length} files: ${changed.length} written, ${stale.length} removed`);
