import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { isJsonObject } from "../objects/json.js";
import type { FileTree } from "./file-tree.js";
import type { SynthRecord } from "./synth-record.js";
import { synthRecordFile } from "./synth-record.js";

/**
 * The record of a synthesized tree, or undefined where there is none.
 *
 * @throws FluxwrightError `invalid` when the record is not one of ours, or of a newer version
 */
export function readSynthRecord(tree: FileTree): SynthRecord | undefined {
  if (!tree.isFile(synthRecordFile)) return undefined;
  return parseSynthRecord(tree.readText(synthRecordFile), `${synthRecordFile} of ${tree.label}`);
}

/** Reads the text of a record; `name` is for messages. Throws as {@link readSynthRecord} does. */
export function parseSynthRecord(text: string, name: string = synthRecordFile): SynthRecord {
  const value = parseJson(text);
  if (isRecord(value)) return value;
  throw new FluxwrightError("invalid", `${name} is no record that this version of fluxwright reads.`, {
    hint: "Restore it from git, or delete it and check by hand which files synth wrote.",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is SynthRecord {
  return (
    isJsonObject(value) &&
    value.apiVersion === "fluxwright/v1" &&
    value.kind === "SynthRecord" &&
    isJsonObject(value.files) &&
    (value.externals === undefined || Array.isArray(value.externals)) &&
    Object.values(value.clusterUids ?? {}).every((uid) => typeof uid === "string") &&
    Object.values(value.files).every(
      (file) => isJsonObject(file) && typeof file.sha256 === "string" && Array.isArray(file.objects),
    )
  );
}
