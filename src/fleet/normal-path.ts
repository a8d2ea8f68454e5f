/**
 * A `spec.path` relative to the root of its source, without `./`; `""` is the root. Undefined when it leads out
 * of the source.
 */
export function sourcePath(path: string | undefined): string | undefined {
  const parts: string[] = [];
  for (const part of (path ?? "").split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
