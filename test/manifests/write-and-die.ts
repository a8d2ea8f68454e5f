/**
 * Run as a child by the tests, compiled: writes a tree and kills itself at a given call into the file system, so that every
 * moment at which a process can die is reached. Arguments: directory, JSON of the files, number of the call.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [, , directory = "", files = "[]", killAt = "0"] = process.argv;
const changing = [
  "writeFileSync",
  "renameSync",
  "mkdirSync",
  "rmdirSync",
  "unlinkSync",
  "rmSync",
  "linkSync",
  "openSync",
] as const;
let calls = 0;
for (const name of changing) {
  const original = fs[name] as (...args: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...args: unknown[]) => {
      if (++calls === Number(killAt)) process.kill(process.pid, "SIGKILL");
      return original(...args);
    },
  });
}
syncBuiltinESMExports();

// The compiled door stands elsewhere than this file thinks.
const compiled = "./src/manifests/write.js";
const { writeTree } = (await import(compiled)) as typeof import("../../src/manifests/write.js");
calls = 0;
writeTree(directory, JSON.parse(files));
process.stdout.write(String(calls));
