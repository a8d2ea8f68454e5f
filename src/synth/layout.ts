import type { Layout } from "../constructs/folder.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { Shelf } from "./collect.js";

/** The file that an object is written to, below the output's root; see {@link Layout}. */
export function filePath(shelf: Shelf, object: KubeObject, appLayout: Layout): string {
  const { folder, charts } = shelf;
  const parts = folder === undefined || folder.path === "" ? [] : [folder.path];
  const name = folder === undefined ? charts[0]! : folder.path.split("/").at(-1) || folder.node.id;
  switch (folder?.layout ?? appLayout) {
    case "folder":
      return [...parts, `${name}.yaml`].join("/");
    case "chart":
      return [...parts, ...charts.slice(0, -1), `${charts.at(-1) ?? name}.yaml`].join("/");
    case "object":
      return [...parts, ...charts, ...namespacePart(shelf, object), `${objectName(object)}.yaml`].join("/");
  }
}

function namespacePart({ folder }: Shelf, { metadata }: KubeObject): string[] {
  const { namespace } = metadata;
  return namespace === undefined || namespace === folder?.namespace ? [] : [namespace];
}

/** Names of RBAC may hold `:`, which file names on Windows may not; objects whose file names meet share a file. */
function objectName({ kind, metadata }: KubeObject): string {
  const name = metadata.name ?? metadata.generateName ?? "";
  return `${kind.toLowerCase()}-${name}`.replace(/[^A-Za-z0-9.-]+/g, "-");
}
