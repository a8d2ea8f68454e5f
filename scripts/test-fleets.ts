import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/**
 * `npm run test:fleets -- <directory>`: judges the public fleets in a directory and compares with what was looked at
 * and found right. Without the directory the tests are skipped, by name.
 */
const [directory = "fleets"] = process.argv.slice(2);
const env = { ...process.env, FLUXWRIGHT_FLEETS: resolve(directory) };
const { status } = spawnSync("npx", ["vitest", "run", "test/validate/fleets.test.ts"], {
  env,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
