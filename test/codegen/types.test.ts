import { expect, test } from "vitest";
import { fluxKindNames } from "../../src/flux/kinds.js";
import { coreTargets } from "../../src/flux/references.js";
import { compile } from "./compile.js";
import { snippets } from "./snippets.js";

/** A handle is a class with the members that a construct has beside `ref`, since those could pass for a plain ref. */
const preamble = [
  'import type { ObjectRef } from "../../src/objects/object-ref.js";',
  'import type * as specs from "../../src/flux/generated/specs.js";',
  "declare class Handle<K extends string> { readonly ref: ObjectRef<K>; readonly kind: string; readonly name: string; readonly apiVersion: string; }",
  `declare const handles: { ${[...fluxKindNames, ...coreTargets].map((kind) => `${kind}: Handle<"${kind}">`).join("; ")} };`,
].join("\n");

const complaints = compile(
  snippets.map(({ code }) => `${preamble}\n${code.replace(/: (\w+Spec)\b/g, ": specs.$1")}`),
);
const numbered = snippets.map((snippet, index) => ({ ...snippet, index }));

test.each(numbered.filter(({ error }) => error === undefined))("$name compiles", ({ index }) => {
  expect(complaints[index]).toEqual([]);
});

test.each(numbered.filter(({ error }) => error !== undefined))(
  "$name does not compile",
  ({ index, error }) => {
    expect(complaints[index]?.join("\n")).toMatch(error as RegExp);
  },
);
