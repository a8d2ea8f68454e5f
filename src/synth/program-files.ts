import type { ApiObject } from "cdk8s";
import type { Folder, Layout } from "../constructs/folder.js";
import type { ImageMarker } from "../constructs/image-marker.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose, placeOf } from "../diagnostics/report.js";
import type { JsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { Located } from "../objects/origin.js";
import type { JsonPointer } from "../objects/pointer.js";
import { formatPointer } from "../objects/pointer.js";
import type { CollectedObject } from "./collect.js";
import type { ValueProblem } from "./json-reader.js";
import { filePath } from "./layout.js";
import { ProgramOrigin } from "./program-origin.js";
import { readObject } from "./read-object.js";

/** An object of the program as it will be written. */
export interface ProgramObject extends Located {
  readonly origin: ProgramOrigin;
  /** Values that image automation keeps current, by place. */
  readonly markers: ReadonlyMap<JsonPointer, ImageMarker>;
}

/** A file of the output before it is text. */
export interface ProgramFile {
  readonly path: string;
  /** The folder that the file belongs to; absent for charts at the root of the app. */
  readonly folder: Folder | undefined;
  readonly objects: ProgramObject[];
}

/** The files of a program, by path. */
export interface ProgramFiles {
  readonly files: readonly ProgramFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every object of the tree and puts it into its file. */
export function programFiles(
  collected: readonly CollectedObject[],
  options: { readonly layout: Layout; readonly cwd: string },
): ProgramFiles {
  const files = new Map<string, ProgramFile>();
  const diagnostics: Diagnostic[] = [];
  for (const { object: construct, shelf } of collected) {
    const object = programObject(construct, options.cwd, diagnostics);
    const path = filePath(shelf, object.object, options.layout);
    const file = files.get(path) ?? { path, folder: shelf.folder, objects: [] };
    files.set(path, file);
    file.objects.push(object);
  }
  return { files: [...files.values()], diagnostics };
}

function programObject(construct: ApiObject, cwd: string, diagnostics: Diagnostic[]): ProgramObject {
  const { value, markers, problems } = readObject(construct);
  const origin = new ProgramOrigin(construct, cwd);
  const located: ProgramObject = { object: value as JsonObject as KubeObject, origin, markers };
  for (const problem of problems) diagnostics.push(notJson(located, problem));
  return located;
}

function notJson(located: Located, { pointer, reason }: ValueProblem): Diagnostic {
  const what = pointer === "" ? "The object" : `The value of ${formatPointer(pointer)}`;
  return diagnose("value-not-json", placeOf(located, pointer), {
    message: `${what} ${reason}.`,
    hint: "Write plain data: text, finite numbers, booleans, null, lists and object literals.",
  });
}
