import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose } from "../diagnostics/report.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { isJsonObject } from "../objects/json.js";
import { isKubeObject } from "../objects/kube-object.js";
import type { Location } from "../objects/location.js";
import type { EntryPart, Located, Origin } from "../objects/origin.js";
import type { JsonPointer } from "../objects/pointer.js";
import { maxFileLength } from "./limits.js";
import { LineIndex } from "./line-index.js";
import type { ManifestDocument, ManifestFile } from "./manifest-file.js";
import type { PlaceNode } from "./place-tree.js";
import { offsetAt } from "./place-tree.js";
import { readBlock } from "./read-block.js";
import type { ReadDocument, YamlProblem } from "./read-document.js";
import { readWithLibrary } from "./read-with-library.js";
import { ScalarReader } from "./scalar-reader.js";
import type { DocumentRange } from "./split-documents.js";
import { splitDocuments } from "./split-documents.js";

/** Characters that go-yaml refuses wherever they stand: controls, surrogates without a partner, U+FFFE and U+FFFF. */
const REFUSED = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * Reads a YAML file as kubectl does: scalars as sigs.k8s.io/yaml takes them, several documents, items of a `List` one by
 * one, anchors and merge keys resolved (explicit keys win, as they do in kustomize), a byte order mark and CRLF
 * accepted. Keys such as `__proto__` are plain own keys. Where kustomize reads the file otherwise (see
 * {@link ScalarReader}), the result has that reading too.
 *
 * Refused, each a diagnostic with its line and column: what is not YAML (`yaml-syntax`), a key that stands twice
 * (`yaml-duplicate-key`), a file of more than 10 MiB, nesting deeper than 100, aliases that repeat too much
 * (`yaml-limit`). Nothing is thrown. After a document with errors, further documents are only checked.
 *
 * @param path as the file is named in places
 */
export function parseManifests(path: string, text: string): ManifestFile {
  const normal = normalText(text);
  const scalars = new ScalarReader("kubectl");
  const file = readFile(new SourceFile(path, normal, scalars));
  if (!scalars.differs) return file;
  let known: ManifestFile | undefined;
  const forKustomize = (): ManifestFile => {
    known ??= readFile(new SourceFile(path, normal, new ScalarReader("kustomize")));
    return known;
  };
  return { ...file, forKustomize };
}

function readFile(source: SourceFile): ManifestFile {
  const { path } = source;
  const refused = source.refusal();
  if (refused !== undefined)
    return { path, documents: [], objects: [], diagnostics: [source.report(refused)] };
  const documents: ManifestDocument[] = [];
  const objects: Located[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, read] of source.read().entries()) {
    for (const problem of read.problems) diagnostics.push(source.report(problem));
    if (diagnostics.length > 0 || read.value === undefined) continue;
    const origin = new DocumentOrigin(source, read.places);
    documents.push({ value: read.value, origin, index });
    takeObjects(read.value, origin, objects);
  }
  return { path, documents, objects, diagnostics };
}

/**
 * The text with `\n` at the end of every line and without byte order marks, which may stand before any line (files are
 * concatenated). Lines keep their numbers, and columns theirs but for a line with a mark.
 */
function normalText(text: string): string {
  const unix = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return unix.includes("\ufeff") ? unix.replace(/^\ufeff/gm, "") : unix;
}

/** A text with its name, its lines, and the readers that know it. */
class SourceFile {
  readonly path: string;
  readonly #text: string;
  readonly #scalars: ScalarReader;
  readonly #lines: LineIndex;

  constructor(path: string, text: string, scalars: ScalarReader) {
    this.path = path;
    this.#text = text;
    this.#scalars = scalars;
    this.#lines = new LineIndex(text);
  }

  refusal(): YamlProblem | undefined {
    if (this.#text.length > maxFileLength) {
      const message = `The file has ${this.#text.length} characters; the limit is ${maxFileLength}.`;
      return { code: "yaml-limit", offset: 0, message, hint: "Split it into several files." };
    }
    const match = REFUSED.exec(this.#text);
    if (match === null) return undefined;
    const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return {
      code: "yaml-syntax",
      offset: match.index,
      message: `The character U+${code} is not allowed in YAML.`,
      hint: 'Write it as an escape in double quotes, such as "\\u0007", or remove it.',
    };
  }

  read(): ReadDocument[] {
    const ranges = splitDocuments(this.#text);
    if (ranges === undefined) return readWithLibrary(this.#scalars, this.#text, 0);
    return ranges.map((range) => readOne(this.#scalars, this.#text, range));
  }

  report(problem: YamlProblem): Diagnostic {
    const { code, offset, ...finding } = problem;
    return diagnose(code, this.locate(offset), finding);
  }

  locate(offset: number): Location {
    return { file: this.path, ...this.#lines.at(offset) };
  }
}

/** Reads with the fast reader what that knows, the rest with the library. */
function readOne(scalars: ScalarReader, text: string, { start, end }: DocumentRange): ReadDocument {
  const block = readBlock(scalars, text, start, end);
  if (block === undefined)
    return readWithLibrary(scalars, text.slice(start, end), start)[0] ?? emptyDocument(start);
  const { value } = block;
  const places = () => readBlock(scalars, text, start, end, true)?.place ?? { value: start };
  return { value: value ?? undefined, problems: [], places };
}

function emptyDocument(start: number): ReadDocument {
  return { value: undefined, problems: [], places: () => ({ value: start }) };
}

/** The origin of a document, or of an item at `prefix` in it. */
class DocumentOrigin implements Origin {
  readonly #source: SourceFile;
  readonly #findPlaces: () => PlaceNode;
  #places: PlaceNode | undefined;

  constructor(source: SourceFile, findPlaces: () => PlaceNode) {
    this.#source = source;
    this.#findPlaces = findPlaces;
  }

  get file(): string {
    return this.#source.path;
  }

  locate(pointer: JsonPointer = "", part?: EntryPart): Location {
    this.#places ??= this.#findPlaces();
    return this.#source.locate(offsetAt(this.#places, pointer, part));
  }
}

/** Takes a document, or the items of a list, into `objects`. */
function takeObjects(value: JsonValue, origin: Origin, objects: Located[]): void {
  if (!isList(value)) {
    if (isKubeObject(value)) objects.push({ object: value, origin });
    return;
  }
  value.items.forEach((item, i) => {
    takeObjects(item, itemOrigin(origin, `/items/${i}`), objects);
  });
}

function isList(value: JsonValue): value is JsonObject & { readonly items: readonly JsonValue[] } {
  return (
    isJsonObject(value) &&
    typeof value.kind === "string" &&
    value.kind.endsWith("List") &&
    Array.isArray(value.items)
  );
}

function itemOrigin(origin: Origin, prefix: JsonPointer): Origin {
  return { file: origin.file, locate: (pointer = "", part) => origin.locate(prefix + pointer, part) };
}
