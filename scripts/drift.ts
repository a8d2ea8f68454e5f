/**
 * `npm run drift [-- --crds <dir>]`: fails where src/flux/generated is not what the generator would write. Without a
 * directory of CRDs (also `FLUXWRIGHT_CRDS`) it holds the files to their recorded checksums, so that an edit by hand
 * is noticed on any machine.
 */

import { checksumFaults, differences } from "../src/codegen/drift.js";
import { crdDirectory, generatedDirectory, readCrdFiles, readGeneratedFiles } from "./generated-files.js";

const directory = crdDirectory(process.argv.slice(2), process.env);
const present = readGeneratedFiles(generatedDirectory);
const faults =
  directory === undefined ? checksumFaults(present) : differences(present, await expected(directory));
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error("Run: npm run generate -- --crds <dir>");
  process.exitCode = 1;
} else {
  console.log(
    `${present.length} generated files ${directory === undefined ? "match their checksums" : "are current"}`,
  );
}

/** The generator loads a compiler, which checksums do not need. */
async function expected(crds: string) {
  const { generateFlux } = await import("../src/codegen/generate-flux.js");
  const { fluxDocs } = await import("./flux-docs.js");
  return generateFlux(readCrdFiles(crds), fluxDocs);
}
