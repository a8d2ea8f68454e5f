import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** The environment in which programs that run in a process of their own take `fluxwright` from the last build. */
export function programEnv(): NodeJS.ProcessEnv {
  const fluxwright = resolve("dist/index.js");
  if (!existsSync(fluxwright)) throw new Error('There is no build: run "npm run build" (npm test does).');
  return { ...process.env, JITI_ALIAS: JSON.stringify({ fluxwright }) };
}
