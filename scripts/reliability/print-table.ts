import { type FaultRow, faultRows } from "./rows.js";
import { rowsOf, type TestResult } from "./test-results.js";

const HEAD = `# When things go wrong

What Fluxwright does when the network, the API server or a file system fails, row by row, and which tests hold it
to that. Made by \`npx jiti scripts/reliability-table.ts\` from the results of the tests: do not edit.

"Tests" counts those of \`npm test\` (a server of ours that speaks the same HTTP, real sockets, real proxies and
programs); "lab" those of \`npm run test:lab\` (the real API server and the real Flux controllers, behind a proxy that
breaks things); rows 42 to 48 and 50 to 52 happen where there is no cluster yet. The reason is what a command's JSON
says when the fault stays.

| # | fault | what happens | reason | tests | lab |
|---|---|---|---|---|---|
`;

/** How many sentences of a row are shown. */
const SHOWN = 12;

/** docs/reliability.md. The same results give the same bytes. */
export function printTable(results: readonly TestResult[]): string {
  const rows = faultRows.map((row) => ({ row, tests: testsOf(row, results) }));
  const lines = rows.map(({ row, tests }) => {
    const lab = tests.filter(isLab);
    const own = tests.filter((test) => !isLab(test));
    return `| ${row.row} | ${cell(row.fault)} | ${cell(row.answer)} | ${row.reason} | ${verdict(own)} | ${verdict(lab)} |\n`;
  });
  const proofs = rows.filter(({ tests }) => tests.length > 0).map(({ row, tests }) => proof(row, tests));
  return `${HEAD}${lines.join("")}\n## The tests, row by row\n${proofs.join("")}`;
}

function testsOf(row: FaultRow, results: readonly TestResult[]): TestResult[] {
  return results
    .filter(({ file, name }) => rowsOf(name).includes(row.row) || row.provenBy?.test(`${file} > ${name}`))
    .sort((a, b) => Number(a.passed) - Number(b.passed) || (key(a) < key(b) ? -1 : 1));
}

function proof(row: FaultRow, tests: readonly TestResult[]): string {
  const lines = tests.map(({ file, name, passed }) => {
    const sentence = name.replace(/ \(rows? [\d, ]+\)$/, "");
    return `- ${passed ? "" : "**failed** "}${markdownSafe(sentence)} (\`${file}\`)\n`;
  });
  const more = lines.length - SHOWN;
  const rest = more > 0 ? `- and ${more} more\n` : "";
  return `\n### ${row.row}. ${row.fault}\n\n${lines.slice(0, SHOWN).join("")}${rest}`;
}

function isLab({ file }: TestResult): boolean {
  return file.startsWith("test/lab/");
}

function key({ file, name }: TestResult): string {
  return `${file} ${name}`;
}

function verdict(tests: readonly TestResult[]): string {
  if (tests.length === 0) return "–";
  const failed = tests.filter(({ passed }) => !passed).length;
  return failed === 0 ? `✔ ${tests.length}` : `✘ ${failed} of ${tests.length}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Names of tests hold signs that Markdown would take for its own. */
function markdownSafe(text: string): string {
  return text.replace(/[*_<>[\]|`]/g, "\\$&");
}
