import type { FleetTree } from "../constructs/fleet-tree.js";
import { FluxObject } from "../constructs/flux-object.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { FileTree } from "../manifests/file-tree.js";
import { imagePolicyComment } from "../manifests/image-policy-markers.js";
import type { ScalarComments } from "../manifests/print.js";
import { printManifests } from "../manifests/print.js";
import { unsafeValueDiagnostics } from "../manifests/unsafe-values.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { pointerPath } from "../objects/pointer.js";
import type { Collection } from "./collect.js";
import { collect } from "./collect.js";
import type { CommittedValues } from "./committed-values.js";
import { committedValues } from "./committed-values.js";
import { complaintDiagnostics, duplicateDiagnostics } from "./construct-diagnostics.js";
import { indexFiles } from "./index-file.js";
import type { ProgramFile, ProgramObject } from "./program-files.js";
import { programFiles } from "./program-files.js";
import type { TreeFile } from "./program-tree.js";

/** A construct tree as files, before anybody judged it. */
export interface BuiltProgram {
  readonly files: readonly TreeFile[];
  /** What cannot be written as it is. */
  readonly diagnostics: readonly Diagnostic[];
  /** Objects that the program says are made elsewhere. */
  readonly externals: readonly ObjectRef[];
}

/** How a program is built. */
export interface BuildOptions {
  /** Directory that names of source files are relative to. */
  readonly cwd: string;
  /** The output as it stands, to keep what image automation has committed. */
  readonly output?: FileTree | undefined;
}

/** Makes files of a construct tree: same tree and same committed image tags, same bytes. */
export function buildProgram(app: FleetTree, { cwd, output }: BuildOptions): BuiltProgram {
  const collection = collect(app);
  const { files, diagnostics } = programFiles(collection.objects, { layout: app.layout, cwd });
  const committed = committedValues(output);
  const unprintable: Diagnostic[] = [];
  const printed = files.map((file) => printFile(file, committed, unprintable));
  const indexes = indexFiles(files, collection.folders).map(({ path, content }) => ({
    path,
    text: printManifests([content]),
  }));
  return {
    files: [...printed, ...indexes],
    diagnostics: [
      ...complaintDiagnostics(collection, cwd),
      ...diagnostics,
      ...duplicateDiagnostics(files),
      ...unprintable,
    ],
    externals: externalsOf(collection),
  };
}

function printFile(
  { path, objects }: ProgramFile,
  committed: CommittedValues,
  unprintable: Diagnostic[],
): TreeFile {
  const comments = new Map<object, ScalarComments>();
  const located = objects.map((object) => {
    const kept = withCommittedValues(object, path, committed);
    if (kept.markers.size > 0) comments.set(kept.object, commentsOf(kept));
    return kept;
  });
  try {
    const text = printManifests(
      located.map(({ object }) => object),
      { comments },
    );
    return { path, text, objects: located };
  } catch (error) {
    const diagnostics = located.flatMap(unsafeValueDiagnostics);
    if (!(error instanceof FluxwrightError) || diagnostics.length === 0) throw error;
    unprintable.push(...diagnostics);
    return { path, text: "", objects: located };
  }
}

function withCommittedValues(
  located: ProgramObject,
  path: string,
  committed: CommittedValues,
): ProgramObject {
  let { object } = located;
  for (const pointer of located.markers.keys()) {
    const value = committed(path, object, pointer);
    if (value !== undefined) object = withValue(object, pointerPath(pointer), value);
  }
  return object === located.object ? located : { ...located, object };
}

/** A copy with another value at a path that exists; what is not on the way is shared. */
function withValue<T>(root: T, [step, ...rest]: readonly string[], value: string): T {
  if (step === undefined) return value as T;
  const copy = (Array.isArray(root) ? [...root] : { ...root }) as Record<string, unknown>;
  copy[step] = withValue(copy[step], rest, value);
  return copy as T;
}

function commentsOf({ markers }: ProgramObject): ScalarComments {
  return new Map(
    [...markers].map(([pointer, { policy, part }]) => [pointer, imagePolicyComment(policy, part)]),
  );
}

function externalsOf({ objects }: Collection): ObjectRef[] {
  return objects.flatMap(({ object }) => (object instanceof FluxObject ? object.externals : []));
}
