import { existsSync, readFileSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import { SourceMap } from "node:module";
import { dirname, resolve } from "node:path";

const known = new Map<string, SourceMap | undefined>();

/** The source map of a script on disk: in a file beside it, or inside it; undefined where it names none. */
export function mapOfFile(file: string): SourceMap | undefined {
  if (!known.has(file)) {
    const isScript = /\.[cm]?js$/.test(file) && existsSync(file);
    known.set(file, isScript ? mapOfScript(readFileSync(file, "utf8"), dirname(file)) : undefined);
  }
  return known.get(file);
}

/** The source map that the text of a script names; `directory` is where the script stands. */
export function mapOfScript(script: string, directory: string): SourceMap | undefined {
  // jiti's cache puts a comment of its own behind the address.
  const url = [...script.matchAll(/^\/\/[#@] sourceMappingURL=(\S+)/gm)].at(-1)?.[1];
  if (url === undefined) return undefined;
  const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(url)?.[1];
  const file = resolve(directory, url);
  if (inline !== undefined) return parse(Buffer.from(inline, "base64").toString("utf8"));
  return existsSync(file) ? parse(readFileSync(file, "utf8")) : undefined;
}

/** A map that cannot be read is no map: places are then those of the code that ran. */
function parse(text: string): SourceMap | undefined {
  try {
    return new SourceMap(withSourceRoot(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

/** Node leaves `sourceRoot` to others. */
function withSourceRoot(map: SourceMapPayload): SourceMapPayload {
  if (!map.sourceRoot) return map;
  const root = map.sourceRoot.replace(/\/?$/, "/");
  return { ...map, sources: map.sources.map((source) => root + source) };
}
