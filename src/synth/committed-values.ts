import type { FileTree } from "../manifests/file-tree.js";
import { readSynthRecord } from "../manifests/read-synth-record.js";
import type { JsonValue } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { formatRef, refKey, refOf } from "../objects/object-ref.js";
import type { JsonPointer } from "../objects/pointer.js";
import { findAt } from "../objects/pointer.js";

/** Asks the output of an earlier synth for the text at a place; undefined where it has none. */
export type CommittedValues = (file: string, object: KubeObject, pointer: JsonPointer) => string | undefined;

/**
 * Reads values back from the output as it stands, after image automation has changed it. Only files that hold an
 * object asked for are read. Where the object is no longer written to the file it was in, the record of the earlier
 * synth says which one that was, unless several clusters have an object of that name.
 *
 * @param output undefined when there is none yet.
 */
export function committedValues(output: FileTree | undefined): CommittedValues {
  if (output === undefined) return () => undefined;
  let recorded: ReadonlyMap<string, readonly string[]> | undefined;
  const recordedFiles = (object: KubeObject): readonly string[] => {
    recorded ??= filesByObject(output);
    return recorded.get(formatRef(refOf(object))) ?? [];
  };
  return (file, object, pointer) => {
    const [before, ...more] = recordedFiles(object);
    const value =
      valueIn(output, file, object, pointer) ??
      (before === undefined || more.length > 0 ? undefined : valueIn(output, before, object, pointer));
    return typeof value === "string" ? value : undefined;
  };
}

function valueIn(
  output: FileTree,
  file: string,
  object: KubeObject,
  pointer: JsonPointer,
): JsonValue | undefined {
  if (!output.isFile(file)) return undefined;
  const key = refKey(refOf(object));
  const found = output.manifests(file).objects.find((other) => refKey(refOf(other.object)) === key);
  return findAt(found?.object, pointer);
}

function filesByObject(output: FileTree): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const [path, file] of Object.entries(readSynthRecord(output)?.files ?? {})) {
    for (const { object } of file.objects) files.set(object, [...(files.get(object) ?? []), path]);
  }
  return files;
}
