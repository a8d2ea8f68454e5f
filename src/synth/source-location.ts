import { existsSync, readFileSync } from "node:fs";
import type { SourceMap } from "node:module";
import { findSourceMap } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { CallPlace } from "../constructs/call-place.js";
import type { Location } from "../objects/location.js";
import { jitiMaps } from "./jiti-map.js";
import { mapOfFile } from "./source-maps.js";

/** A place in a file on disk, with its absolute path. */
type Place = Location;

/** Answers by working directory: a fleet asks for the same few places thousands of times. */
const known = new Map<string, WeakMap<CallPlace, Location>>();

/**
 * Where a call stands in the user's source, with the path relative to `cwd`. What the engine reports is a place in
 * the code that ran; which source that came from is known to Node (`--enable-source-maps`, tsx), to the formatter
 * that a test runner installed, to a `.js.map` beside compiled code, or is found again by translating the source as
 * jiti did. The first answer that points at the call in the source is taken.
 */
export function sourceLocation(place: CallPlace, cwd: string): Location {
  const answers = known.get(cwd) ?? new WeakMap<CallPlace, Location>();
  known.set(cwd, answers);
  let location = answers.get(place);
  if (location === undefined) {
    const at = findPlace(place);
    location = { ...at, file: relative(cwd, at.file).split(sep).join("/") };
    answers.set(place, location);
  }
  return location;
}

function findPlace(place: CallPlace): Place {
  const raw = rawPlace(place);
  for (const candidate of candidates(place, raw)) {
    if (candidate !== undefined && pointsAt(candidate, place.callee)) return candidate;
  }
  return raw;
}

function* candidates(place: CallPlace, raw: Place): Generator<Place | undefined> {
  yield mapped(findSourceMap(raw.file), raw);
  yield mapped(mapOfFile(raw.file), raw);
  yield formatted(place);
  yield raw;
  for (const { map, lead } of jitiMaps(raw.file)) {
    yield mapped(map, raw.line === 1 ? { ...raw, column: raw.column - lead } : raw);
  }
}

/** Whether the source at a place reads as the call: `new` of a constructor, or the name of the function. */
function pointsAt({ file, line, column }: Place, callee: string): boolean {
  const text = linesOf(file)?.[line - 1]?.slice(column - 1);
  return text?.startsWith(callee) === true && !/^[\w$]/.test(text.slice(callee.length));
}

function rawPlace({ site }: CallPlace): Place {
  const file = pathOf(site.getFileName() ?? "");
  return { file, line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 };
}

function formatted({ site, format }: CallPlace): Place | undefined {
  const text = format === undefined ? undefined : format(new Error(), [site]);
  const match =
    typeof text === "string" ? /(?:\(|at )((?:file:|\/|[A-Za-z]:\\).*):(\d+):(\d+)\)?$/.exec(text) : null;
  if (match === null) return undefined;
  const [, file = "", line, column] = match;
  return { file: pathOf(file), line: Number(line), column: Number(column) };
}

/** The place in the source that a source map gives; undefined where it has none. */
function mapped(map: SourceMap | undefined, { file, line, column }: Place): Place | undefined {
  const entry = map?.findEntry(line - 1, column - 1);
  if (entry === undefined || !("originalSource" in entry)) return undefined;
  const { originalSource, originalLine, originalColumn } = entry;
  const source = /^file:/.test(originalSource)
    ? fileURLToPath(originalSource)
    : resolve(dirname(file), originalSource);
  return { file: source, line: originalLine + 1, column: originalColumn + 1 };
}

const sources = new Map<string, readonly string[] | undefined>();

function linesOf(file: string): readonly string[] | undefined {
  if (!sources.has(file)) sources.set(file, readText(file)?.split("\n"));
  return sources.get(file);
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function pathOf(file: string): string {
  return file.startsWith("file:") ? fileURLToPath(file) : file;
}
