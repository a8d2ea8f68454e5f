/**
 * `npm run drift [-- --crds <dir> --kubernetes <dir>]`: fails where src/flux/generated is not what the generator would
 * write. What is derived from a directory that is not named (also `FLUXWRIGHT_CRDS`, `FLUXWRIGHT_KUBERNETES`) is held
 * to its recorded checksums, so that an edit by hand is noticed on any machine.
 */

import { checksumFaults, differences } from "../src/codegen/drift.js";
import {
  generatedDirectory,
  generatedFrom,
  readGeneratedFiles,
  sourceDirectories,
} from "./generated-files.js";

const directories = sourceDirectories(process.argv.slice(2), process.env);
const present = readGeneratedFiles(generatedDirectory);
const isDerived = directories.crds !== undefined || directories.kubernetes !== undefined;
const derived = isDerived ? differences(present, await generatedFrom(directories, present)) : [];
const faults = [...new Set([...checksumFaults(present), ...derived])];
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error("Run: npm run generate -- --crds <dir> --kubernetes <dir>");
  process.exitCode = 1;
} else {
  console.log(`${present.length} generated files ${isDerived ? "are current" : "match their checksums"}`);
}
