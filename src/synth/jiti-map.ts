import { existsSync, readFileSync } from "node:fs";
import type { SourceMap } from "node:module";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { mapOfScript } from "./source-maps.js";

/** A map from the code that jiti ran to the source. */
export interface JitiMap {
  readonly map: SourceMap;
  /** Characters that jiti put before the code on its first line. */
  readonly lead: number;
}

const PARAMETERS = "(exports, require, module, __filename, __dirname, jitiImport, jitiESMResolve) { ";

/**
 * jiti runs TypeScript without telling Node which source its code came from. Its translation is a function of the
 * source, so doing it again gives the map; jiti keeps the result in its own cache, and a second run finds it there.
 * Modules that were imported are translated otherwise than those that were required, hence two answers.
 */
export function* jitiMaps(file: string): Generator<JitiMap> {
  if (!/\.[cm]?tsx?$/.test(file) || !existsSync(file)) return;
  const { createJiti } = createRequire(import.meta.url)("jiti") as typeof import("jiti");
  const jiti = createJiti(file, { sourceMaps: true });
  const source = readFileSync(file, "utf8");
  for (const async of [true, false]) {
    const script = jiti.transform({ filename: file, source, ts: true, async, jsx: file.endsWith("x") });
    const map = mapOfScript(script, dirname(file));
    if (map !== undefined) yield { map, lead: `(${async ? "async " : ""}function ${PARAMETERS}`.length };
  }
}
