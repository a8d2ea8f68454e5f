import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { fluxKindNames } from "../../src/flux/kinds.js";
import { coreTargets } from "../../src/flux/references.js";
import { snippets } from "./snippets.js";

const directory = fileURLToPath(new URL(".", import.meta.url));

/** A handle is a class with the members that a construct has beside `ref`, since those could pass for a plain ref. */
const preamble = [
  'import type { ObjectRef } from "../../src/objects/object-ref.js";',
  'import type * as specs from "../../src/flux/generated/specs.js";',
  "declare class Handle<K extends string> { readonly ref: ObjectRef<K>; readonly kind: string; readonly name: string; readonly apiVersion: string; }",
  `declare const handles: { ${[...fluxKindNames, ...coreTargets].map((kind) => `${kind}: Handle<"${kind}">`).join("; ")} };`,
].join("\n");
const files = new Map(
  snippets.map(({ code }, index) => [
    `${directory}snippet-${index}.ts`,
    `${preamble}\n${code.replace(/: (\w+Spec)\b/g, ": specs.$1")}`,
  ]),
);

/** One program for all snippets: the types are read once. */
function compile(): ReadonlyMap<string, readonly string[]> {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, rest[0], true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...files.keys()].map((path) => {
      const diagnostics = program.getSemanticDiagnostics(program.getSourceFile(path));
      return [path, diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))];
    }),
  );
}

const complaints = [...compile().values()];

test.each(
  snippets.map((snippet, index) => ({ ...snippet, index })).filter(({ error }) => error === undefined),
)("$name compiles", ({ index }) => {
  expect(complaints[index]).toEqual([]);
});

test.each(
  snippets.map((snippet, index) => ({ ...snippet, index })).filter(({ error }) => error !== undefined),
)("$name does not compile", ({ index, error }) => {
  expect(complaints[index]?.join("\n")).toMatch(error as RegExp);
});
