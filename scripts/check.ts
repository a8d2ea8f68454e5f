import { spawnSync } from "node:child_process";

/** What every commit must pass beside the tests, cheapest first. Each is one command that a person can run. */
const steps: readonly (readonly [name: string, command: string])[] = [
  ["types", "npx tsc -p tsconfig.check.json"],
  ["format and lint", "npx biome check --error-on-warnings"],
  ["arrows between rooms", "npx depcruise src"],
  ["unused code", "npx knip"],
  ["drift of generated files", "npm run -s drift"],
  ["build", "npm run -s build"],
  ["package contents", "npx publint --strict"],
  ["package types", "npx attw --pack . --profile esm-only"],
];

let failed = 0;
for (const [name, command] of steps) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name} (${command}, ${seconds} s)`);
  if (status !== 0) {
    failed++;
    console.log(`${stdout}${stderr}`.trimEnd());
  }
}
console.log(`${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
