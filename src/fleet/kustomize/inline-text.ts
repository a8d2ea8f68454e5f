import type { ManifestFile } from "../../manifests/manifest-file.js";
import { parseManifests } from "../../manifests/parse.js";
import type { Location } from "../../objects/location.js";
import type { EntryPart, Origin } from "../../objects/origin.js";
import type { JsonPointer } from "../../objects/pointer.js";
import type { Written, WrittenPlace } from "./provenance.js";

/** Reads the text of a file, for working out where a line of an inline text stands; undefined when it is not at hand. */
export type ReadText = (file: string) => string | undefined;

const parsed = new Map<string, ManifestFile>();
const KEPT = 2000;

/** YAML that stands as a text inside another file: an inline patch. The same text is parsed once. */
export function parseInline(text: string): ManifestFile {
  let file = parsed.get(text);
  if (file === undefined) {
    if (parsed.size >= KEPT) parsed.clear();
    file = parseManifests("inline", text);
    parsed.set(text, file);
  }
  return file;
}

/** The documents of an inline text as parsed, with the places that its lines have in the host file. */
export function inlineDocuments(file: ManifestFile, host: WrittenPlace, readText: ReadText): Written[] {
  return file.documents.map(({ value, origin }) => ({
    value,
    origin: new InlineOrigin(host, origin, readText),
  }));
}

/** Places in a text that is a value of another file. In a block scalar each line has its own place. */
class InlineOrigin implements Origin {
  readonly file: string;
  readonly construct?: string;

  constructor(
    private readonly host: WrittenPlace,
    private readonly inner: Origin,
    private readonly readText: ReadText,
  ) {
    this.file = host.origin.file;
    if (host.origin.construct !== undefined) this.construct = host.origin.construct;
  }

  locate(pointer: JsonPointer = "", part?: EntryPart): Location {
    const at = this.host.origin.locate(this.host.pointer, "value");
    const lines = this.readText(at.file)?.split("\n");
    const header = lines?.[at.line - 1]?.slice(at.column - 1) ?? "";
    if (lines === undefined || !/^[|>]/.test(header)) return at;
    const inside = this.inner.locate(pointer, part);
    const indent = /^ */.exec(lines.slice(at.line).find((line) => line.trim() !== "") ?? "")?.[0].length ?? 0;
    return { file: at.file, line: at.line + inside.line, column: indent + inside.column };
  }
}
