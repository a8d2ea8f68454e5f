import type { CrdSchema } from "../flux/crd-schema.js";
import type { FieldDoc } from "./field-doc.js";
import { textType } from "./text-type.js";

/** Width of a line of a docstring, without indentation and ` * `. */
const WIDTH = 104;

/** What a docstring is made of, beside the facts of the schema. */
export interface DocParts {
  readonly doc?: FieldDoc | undefined;
  /** What to use instead; present for deprecated fields. */
  readonly deprecated?: string | undefined;
}

/** The docstring of a field: its text, the bounds that the type does not show, default, page, deprecation. */
export function docstring(schema: CrdSchema, { doc, deprecated }: DocParts): string {
  const paragraphs = [[doc?.text, ...bounds(schema)].filter((part) => part !== undefined).join(" ")];
  const tags = [
    ...(schema.default === undefined ? [] : [`@defaultValue \`${code(JSON.stringify(schema.default))}\``]),
    ...(deprecated === undefined ? [] : [`@deprecated ${deprecated}`]),
    ...(doc?.page === undefined ? [] : [`@see ${doc.page}`]),
  ];
  return [...paragraphs.map(wrapped), tags.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n")
    .replaceAll("*/", "*\\/");
}

/** Breaks a paragraph into lines. Text that has its own lines keeps them. */
function wrapped(paragraph: string): string {
  if (paragraph.includes("\n")) return paragraph;
  const lines = [""];
  for (const word of paragraph.split(" ")) {
    const line = lines.at(-1)!;
    if (line !== "" && line.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

/** Bounds that the type of the field does not say, each as a sentence. */
function bounds(schema: CrdSchema): readonly string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema;
  return [
    range("", minimum, maximum),
    range(" characters", minLength, maxLength),
    range(" items", minItems, maxItems),
    pattern !== undefined && textType(pattern) === "string" ? `Form: \`${code(pattern)}\`.` : undefined,
  ].filter((sentence) => sentence !== undefined);
}

function range(unit: string, least: number | undefined, most: number | undefined): string | undefined {
  if (least !== undefined && most !== undefined) return `From ${least} to ${most}${unit}.`;
  if (most !== undefined) return `At most ${most}${unit}.`;
  return least === undefined ? undefined : `At least ${least}${least === 1 ? unit.replace(/s$/, "") : unit}.`;
}

/** Text that is safe between backticks. */
function code(text: string): string {
  return text.replaceAll("`", "'");
}
