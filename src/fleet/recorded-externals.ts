import type { FluxKind } from "../flux/kinds.js";
import { factsOf, fluxKinds } from "../flux/kinds.js";
import type { FileTree } from "../manifests/file-tree.js";
import { parseSynthRecord } from "../manifests/read-synth-record.js";
import { synthRecordFile } from "../manifests/synth-record.js";
import type { ObjectRef } from "../objects/object-ref.js";

/**
 * Objects that the programs behind a tree say are made elsewhere (`external(...)`): they hold for the whole tree, since a
 * program may write clusters and what they build into different directories.
 *
 * @throws FluxwrightError `invalid` when a record cannot be read
 */
export function recordedExternals(tree: FileTree): ObjectRef[] {
  const records = tree.paths.filter(
    (path) => path === synthRecordFile || path.endsWith(`/${synthRecordFile}`),
  );
  return records.flatMap((path) => {
    const { externals = [] } = parseSynthRecord(tree.readText(path), `${path} of ${tree.label}`);
    return externals.map(parseRef);
  });
}

/** What `formatRef` wrote: `Kind/namespace/name`, or `Kind/name`. Kinds that are not Flux's are of the core group. */
function parseRef(text: string): ObjectRef {
  const [kind = "", ...names] = text.split("/");
  const group = Object.hasOwn(fluxKinds, kind) ? factsOf(kind as FluxKind).group : "";
  const [name = "", namespace] = names.reverse();
  return namespace === undefined ? { group, kind, name } : { group, kind, namespace, name };
}
