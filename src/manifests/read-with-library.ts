import type { CST, Document, Node, Pair } from "yaml";
import { Composer, isAlias, isCollection, isMap, isScalar, isSeq, Parser, Scalar } from "yaml";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { isJsonObject } from "../objects/json.js";
import { isMergeKey, keyName, placesOf, startOf, textOf } from "./library-nodes.js";
import { isExcessiveAliasing, maxDepth, maxLibraryLength } from "./limits.js";
import type { ReadDocument, YamlProblem } from "./read-document.js";
import { YamlProblemError } from "./read-document.js";
import { isJsonScalar } from "./resolve-scalar.js";
import { resolveTagged } from "./resolve-tagged.js";
import type { ScalarReader } from "./scalar-reader.js";
import { setOwn } from "./set-own.js";

type LibraryDocument = Document<Node>;

/**
 * Reads all of YAML with the `yaml` library, values as go-yaml takes them. Slower by an order of
 * magnitude than the block reader, which hands over whatever it does not know.
 *
 * @param scalars what scalars stand for
 * @param base offset of `text` in its file
 */
export function readWithLibrary(scalars: ScalarReader, text: string, base: number): ReadDocument[] {
  if (text.length > maxLibraryLength) {
    const message = `The document is too long (${text.length} characters, the limit is ${maxLibraryLength}).`;
    return [unread(problemAt(base, message))];
  }
  const tokens = [...new Parser().parse(text)];
  const abyss = findAbyss(tokens);
  if (abyss !== undefined) return [unread(problemAt(base + abyss, tooDeep))];
  return compose(tokens).map((document, i) => ({
    ...readDocument(scalars, document, text, base),
    // Parsed anew rather than kept: the library's nodes are some thirty times the size of the values.
    places: () => {
      const again = compose(new Parser().parse(text))[i];
      return placesOf(scalars, again?.contents ?? null, base, undefined, true);
    },
  }));
}

function unread(problem: YamlProblem): ReadDocument {
  return { value: undefined, problems: [problem], places: () => ({ value: problem.offset }) };
}

/** What follows a mistake is mostly found wrong too, character by character. */
const MOST_PROBLEMS = 10;

/** A line with which git marks the beginning or the end of a conflict; the one between may underline a title. */
const CONFLICT = /^(?:<{7}|>{7}) /m;

const tooDeep = `Maps and lists are nested more than ${maxDepth} deep.`;

function problemAt(offset: number, message: string): YamlProblem {
  return { code: "yaml-limit", offset, message };
}

/** More than any document that is read has, and far fewer than the stack holds. */
const ABYSS = 5 * maxDepth;

/**
 * The offset of a token that is nested too deep to be composed, which recurses. At the end of its stack V8 may not
 * throw but end the process, when it has an expression to compile there; so this is asked first, without recursion.
 */
function findAbyss(tokens: readonly CST.Token[]): number | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > ABYSS) return token.offset;
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((child) => child != null));
}

function compose(tokens: Iterable<CST.Token>): LibraryDocument[] {
  const composer = new Composer({
    // Tags and plain scalars are resolved here, as Go does, and keys compared after that.
    schema: "failsafe",
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  return [...composer.compose(tokens)] as LibraryDocument[];
}

function readDocument(
  scalars: ScalarReader,
  document: LibraryDocument,
  text: string,
  base: number,
): Omit<ReadDocument, "places"> {
  if (document.errors.length > 0) return { value: undefined, problems: problemsOf(document, text, base) };
  if (document.contents === null) return { value: undefined, problems: [] };
  try {
    const value = new NodeReader(scalars, document, text, base).read(document.contents, 0);
    return { value: value ?? undefined, problems: [] };
  } catch (error) {
    if (!(error instanceof YamlProblemError)) throw error;
    return { value: undefined, problems: [error.problem] };
  }
}

/**
 * What the library found, or the merge conflict that it stumbled over. Asked only where there are errors: in a text of
 * several lines such a marker may be meant.
 */
function problemsOf({ errors }: LibraryDocument, text: string, base: number): YamlProblem[] {
  const conflict = CONFLICT.exec(text);
  if (conflict === null) {
    return errors.slice(0, MOST_PROBLEMS).map(({ pos, message }) => toProblem(base + pos[0], message));
  }
  const hint = "Resolve it: keep one side, or both as one, and remove the lines with the markers.";
  return [
    { ...toProblem(base + conflict.index, `The file holds a merge conflict: ${conflict[0].trim()}`), hint },
  ];
}

function toProblem(offset: number, message: string): YamlProblem {
  return { code: "yaml-syntax", offset, message: sentence(message) };
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** Turns the library's nodes into JSON, holding go-yaml's rules for keys, merges, tags and aliases. */
class NodeReader {
  readonly #scalars: ScalarReader;
  readonly #document: LibraryDocument;
  readonly #base: number;
  readonly #open = new Set<Node>();
  /** The last line of the text when nothing ends it, without its indentation; else empty. */
  readonly #unended: string;
  readonly #length: number;
  /** Whether what is read stands in braces or brackets. */
  #isInFlow = false;
  #nodes = 0;
  #aliased = 0;
  #aliasDepth = 0;

  constructor(scalars: ScalarReader, document: LibraryDocument, text: string, base: number) {
    this.#scalars = scalars;
    this.#document = document;
    this.#base = base;
    this.#length = text.length;
    // No expression such as `[^\r\n]*$`: it would try every character of a long line as the beginning of the end.
    const lastEnd = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
    this.#unended = text.slice(lastEnd + 1).trimStart();
  }

  read(node: Node | null, depth: number): JsonValue {
    if (node === null) return null;
    this.#count(node);
    if (isAlias(node)) return this.#readAlias(node, depth);
    if (isScalar(node)) return this.#readScalar(node);
    if (depth >= maxDepth) throw this.#problem(node, tooDeep, "yaml-limit");
    const wasInFlow = this.#isInFlow;
    this.#isInFlow = isCollection(node) && node.flow === true;
    const value = this.#readCollection(node, depth);
    this.#isInFlow = wasInFlow;
    return value;
  }

  #readCollection(node: Node, depth: number): JsonValue {
    if (isSeq<Node>(node)) return node.items.map((item) => this.read(item, depth + 1));
    if (isMap<Node, Node | null>(node)) return this.#readMap(node.items, depth);
    throw this.#problem(node, "This is no YAML that Kubernetes reads.");
  }

  #count(node: Node): void {
    this.#nodes++;
    if (this.#aliasDepth > 0) this.#aliased++;
    if (isExcessiveAliasing(this.#nodes, this.#aliased)) {
      throw this.#problem(node, "The document repeats too much through aliases.", "yaml-limit");
    }
  }

  #readAlias(node: Node, depth: number): JsonValue {
    const target = this.#resolveAlias(node);
    if (this.#open.has(target)) throw this.#problem(node, "The alias stands inside its own anchor.");
    this.#open.add(target);
    this.#aliasDepth++;
    const value = this.read(target, depth);
    this.#aliasDepth--;
    this.#open.delete(target);
    return value;
  }

  #resolveAlias(node: Node): Node {
    const target = isAlias(node) ? (node.resolve(this.#document) as Node | undefined) : node;
    if (target === undefined) throw this.#problem(node, "The alias names no anchor above it.");
    return target;
  }

  #readScalar(node: Scalar): JsonValue {
    const text = this.#textOf(node);
    const value = node.tag
      ? resolveTagged(this.#scalars, node.tag, text)
      : node.type === Scalar.PLAIN || node.type === undefined
        ? this.#scalars.plain(text, this.#isInFlow)
        : text;
    if (value === undefined) throw this.#problem(node, `"${text}" cannot be read as ${node.tag}.`);
    if (isJsonScalar(value)) return value;
    throw this.#problem(node, `${text} is a number that JSON, and so Kubernetes, cannot carry.`);
  }

  /** YAML 1.2 ends a block whose last line has no end; Go does not. */
  #textOf(node: Scalar): string {
    const text = textOf(node);
    const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
    if (!isBlock || this.#unended === "" || node.range?.[1] !== this.#length) return text;
    // A comment below the block counts to its range.
    return text.endsWith(`${this.#unended}\n`) ? text.slice(0, -1) : text;
  }

  #readMap(items: readonly Pair<Node, Node | null>[], depth: number): JsonObject {
    const target: Record<string, JsonValue> = {};
    const merged: JsonObject[] = [];
    let merges = 0;
    for (const { key, value } of items) {
      if (isMergeKey(key)) {
        if (++merges > 1) this.#refuseSecondMerge(key);
        merged.push(...this.#readMerged(value, key, depth));
      } else this.#setEntry(target, key, value, depth);
    }
    // Explicit keys win over merged ones, and earlier merged maps over later ones.
    for (const source of merged) {
      for (const key of Object.keys(source)) {
        if (!Object.hasOwn(target, key)) setOwn(target, key, source[key] as JsonValue);
      }
    }
    return target;
  }

  #setEntry(target: Record<string, JsonValue>, key: Node, value: Node | null, depth: number): void {
    const name = this.#readKey(key, depth === 0);
    if (Object.hasOwn(target, name)) {
      throw this.#problem(
        key,
        `The key ${JSON.stringify(name)} stands twice in one map.`,
        "yaml-duplicate-key",
      );
    }
    setOwn(target, name, this.read(value, depth + 1));
  }

  #readKey(key: Node, isTop: boolean): string {
    const node = this.#resolveAlias(key);
    const name = keyName(this.#scalars, node, isTop, this.#isInFlow);
    if (name !== undefined) return name;
    if (this.#scalars.reader === "kubectl" || !isScalar(node) || node.source === "")
      throw this.#problem(key, "A key must be a string, a number or a boolean.");
    const text = JSON.stringify(textOf(node));
    const message = `The key ${text} is no text to kustomize, which then cannot build the map.`;
    throw this.#problem(key, message, "build-failed", `Write it in quotes: ${text}.`);
  }

  /** kubectl takes several merge keys in one map; kustomize does not. */
  #refuseSecondMerge(key: Node): void {
    this.#scalars.differs = true;
    if (this.#scalars.reader === "kubectl") return;
    const hint = "Merge a list of them: <<: [*a, *b].";
    throw this.#problem(key, "kustomize takes only one merge key << in a map.", "build-failed", hint);
  }

  #readMerged(value: Node | null, key: Node, depth: number): JsonObject[] {
    const target = value === null ? null : this.#resolveAlias(value);
    const sources = isSeq<Node>(target) ? target.items : [value];
    return sources.map((source) => {
      const read = source === null ? null : this.read(source, depth + 1);
      if (!isJsonObject(read)) throw this.#problem(key, "The merge key << takes a map or a list of maps.");
      return read;
    });
  }

  #problem(node: Node, message: string, code: DiagnosticCode = "yaml-syntax", hint?: string) {
    const offset = this.#base + startOf(node);
    return new YamlProblemError({ code, offset, message, ...(hint === undefined ? {} : { hint }) });
  }
}
