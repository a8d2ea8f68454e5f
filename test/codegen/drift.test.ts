import { expect, test } from "vitest";
import { checksumFaults, checksumsOf, differences } from "../../src/codegen/drift.js";

const files = [
  { path: "a.ts", text: "a" },
  { path: "b/c.ts", text: "c" },
];
const recorded = [...files, checksumsOf(files)];

test("files that are as generated have no drift", () => {
  expect(differences(files, files)).toEqual([]);
  expect(checksumFaults(recorded)).toEqual([]);
});

test.each([
  ["an edit by hand", [{ path: "a.ts", text: "A" }, files[1]!], ["a.ts differs from what is generated"]],
  ["a file that is gone", [files[1]!], ["a.ts is missing"]],
  ["a file too many", [...files, { path: "d.ts", text: "" }], ["d.ts is not generated any more"]],
])("drift: %s", (_, present, faults) => {
  expect(differences(present, files)).toEqual(faults);
  expect(checksumFaults([...present, checksumsOf(files)])).toEqual(faults);
});

test("generated files without their checksums are a fault", () => {
  expect(checksumFaults(files)).toEqual(["checksums.txt is missing"]);
});
