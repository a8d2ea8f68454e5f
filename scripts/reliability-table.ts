/**
 * `npx jiti scripts/reliability-table.ts [results.json …]` writes docs/reliability.md from the JSON results of the
 * tests. Make them with:
 *
 *     npx vitest run --reporter=json --outputFile=coverage/tests.json
 *     npx vitest run -c vitest.lab.config.ts --reporter=json --outputFile=coverage/lab.json
 *
 * Fails when a test of a row failed, or a row has no test.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { printTable } from "./reliability/print-table.js";
import { readResults } from "./reliability/test-results.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const given = process.argv.slice(2);
const files =
  given.length > 0 ? given : ["coverage/tests.json", "coverage/lab.json"].filter((file) => existsSync(file));
const results = files.flatMap((file) => readResults(readFileSync(file, "utf8"), root));
const table = printTable(results);
writeFileSync(new URL("../docs/reliability.md", import.meta.url), table);
const rows = table.split("\n").filter((line) => /^\| \d/.test(line));
const bare = rows.filter((line) => line.endsWith("| – | – |"));
const failed = rows.filter((line) => line.includes("✘"));
console.log(
  `${rows.length} rows, ${results.length} tests read, ${bare.length} rows without a test, ${failed.length} rows with a failed one`,
);
for (const line of [...bare, ...failed]) console.log(line);
process.exitCode = bare.length + failed.length === 0 ? 0 : 1;
