import type { RecordFacts, SynthRecord, SynthRecordFile } from "./synth-record.js";

/** Characters of a piece, about: enough that pieces cost nothing, few enough that nobody notices one. */
const PIECE = 65_536;

/**
 * The text of a record in pieces. The record of a large fleet is as large as a third of its manifests, and as one text
 * it would stand in memory several times over: as objects, as text, and as bytes.
 *
 * @param files in the order that they shall have
 */
export function* printSynthRecord(
  files: Iterable<readonly [string, SynthRecordFile]>,
  facts: RecordFacts,
): Generator<string> {
  const head: Omit<SynthRecord, "files"> = { apiVersion: "fluxwright/v1", kind: "SynthRecord" };
  let piece = `{${members(head, "  ")},\n  "files": {`;
  let end = "}";
  for (const [path, file] of files) {
    piece += `${end === "}" ? "" : ","}${member(path, file, "    ")}`;
    end = "\n  }";
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  const tail = members(facts, "  ");
  yield `${piece}${end}${tail === "" ? "" : `,${tail}`}\n}\n`;
}

function members(map: object, indent: string): string {
  return Object.entries(map)
    .map(([key, value]) => member(key, value, indent))
    .join(",");
}

/** A member of a JSON object on lines of its own, as `JSON.stringify` indents it. */
function member(key: string, value: unknown, indent: string): string {
  // No string of JSON holds a line break as it is.
  const text = JSON.stringify(value, undefined, 2).replaceAll("\n", `\n${indent}`);
  return `\n${indent}${JSON.stringify(key)}: ${text}`;
}
