import { suggestion } from "../../diagnostics/did-you-mean.js";
import type { FileTree } from "../../manifests/file-tree.js";

/** Names that kustomize looks for, in its order. */
export const kustomizationNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"] as const;

/**
 * A path as written in `directory`, relative to the root; `""` is the root. Undefined when it leads out of the
 * tree or is absolute.
 */
export function resolvePath(directory: string, path: string): string | undefined {
  if (path.startsWith("/")) return undefined;
  const parts = directory === "" ? [] : directory.split("/");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

/** A path below a directory. */
export function joinPath(directory: string, name: string): string {
  return directory === "" ? name : `${directory}/${name}`;
}

/** The directory of a path; `""` at the root. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** The kustomization files of a directory. */
export function kustomizationFilesIn(tree: FileTree, directory: string): string[] {
  return kustomizationNames.map((name) => joinPath(directory, name)).filter((path) => tree.isFile(path));
}

/** What the tree has near a path that it does not have: ` Did you mean "…"?`, or nothing. */
export function nearPath(tree: FileTree, path: string, kind: "any" | "directory" = "any"): string {
  let known = "";
  for (const part of path.split("/")) {
    const next = joinPath(known, part);
    if (tree.isDirectory(next)) {
      known = next;
      continue;
    }
    if (known !== "" && !tree.isDirectory(known)) return "";
    const names = tree
      .list(known)
      .filter((name) => kind === "any" || name.endsWith("/"))
      .map((name) => name.replace(/\/$/, ""));
    const sameLetters = names.find((name) => name.toLowerCase() === part.toLowerCase());
    if (sameLetters !== undefined) return ` Did you mean "${sameLetters}"? Case counts.`;
    return suggestion(part, names);
  }
  return "";
}
