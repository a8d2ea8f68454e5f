import type { Folder } from "../constructs/folder.js";
import type { JsonObject } from "../objects/json.js";

/** Name of the file that tells kustomize what a folder holds. */
export const indexName = "kustomization.yaml";

/** What an index needs to know of a file. */
interface IndexedFile {
  readonly path: string;
  readonly folder: Folder | undefined;
}

/** A `kustomization.yaml` before it is text. */
export interface IndexFile {
  readonly path: string;
  readonly content: JsonObject;
}

/**
 * The index of each folder that wants one, and of each that holds another folder: without, Flux would apply the
 * inner folder's files together with the outer's.
 */
export function indexFiles(files: readonly IndexedFile[], folders: readonly Folder[]): IndexFile[] {
  const names = new Map<string | undefined, string[]>();
  for (const { path, folder } of files) {
    const own = names.get(folder?.path) ?? [];
    names.set(folder?.path, own);
    own.push(path.slice(prefixOf(folder?.path ?? "").length));
  }
  const holders = new Set(folders.flatMap((folder) => parentsOf(folder.path)));
  const indexed = new Map<string, IndexFile>();
  for (const { path, index } of folders) {
    if (index === false && !holders.has(path)) continue;
    const given = typeof index === "object" ? index.resources : [];
    const resources = [...given, ...(names.get(path) ?? []).sort()];
    indexed.set(path, { path: prefixOf(path) + indexName, content: kustomization(resources) });
  }
  return [...indexed.values()];
}

function prefixOf(path: string): string {
  return path === "" ? "" : `${path}/`;
}

/** The folders above a path: `""` and `apps` of `apps/prod`. */
function parentsOf(path: string): string[] {
  if (path === "") return [];
  const parts = path.split("/");
  return parts.map((_, depth) => parts.slice(0, depth).join("/"));
}

function kustomization(resources: readonly string[]): JsonObject {
  return { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", resources };
}
