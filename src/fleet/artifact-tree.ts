import type { FileTree } from "../manifests/file-tree.js";
import { lazyTree } from "../manifests/lazy-tree.js";
import type { JsonObject } from "../objects/json.js";
import { asArray, asObject, asString } from "../objects/json.js";
import { globPattern } from "./kustomize/go-pattern.js";

/** A file of an artifact: where its content is. */
interface CopiedFile {
  readonly tree: FileTree;
  readonly path: string;
}

/**
 * The files of one artifact of an ArtifactGenerator: its copy operations in order, later ones over earlier ones.
 * Undefined when one of its sources is not at hand.
 *
 * @see https://fluxcd.io/flux/components/source/artifactgenerators/#copy-operations
 */
export function artifactTree(
  artifact: JsonObject,
  sourceOf: (alias: string) => FileTree | undefined,
): FileTree | undefined {
  const files = new Map<string, CopiedFile>();
  for (const operation of asArray(artifact.copy).map(asObject)) {
    const from = /^@([^/]+)\/(.*)$/.exec(asString(operation.from) ?? "");
    const to = /^@artifact\/(.*)$/.exec(asString(operation.to) ?? "");
    if (from === null || to === null) continue;
    const tree = sourceOf(from[1] ?? "");
    if (tree === undefined) return undefined;
    const excluded = asArray(operation.exclude).map((pattern) => globTest(String(pattern)));
    for (const [target, path] of copies(tree, from[2] ?? "", to[1] ?? "")) {
      if (!excluded.some((matches) => matches(path) || matches(path.slice(path.lastIndexOf("/") + 1)))) {
        files.set(target, { tree, path });
      }
    }
  }
  const fileAt = (path: string): CopiedFile => files.get(path)!;
  return lazyTree({
    label: `artifact ${asString(artifact.name) ?? ""}`,
    paths: () => files.keys(),
    read: (path) => fileAt(path).tree.readText(fileAt(path).path),
    manifests: (path) => fileAt(path).tree.manifests(fileAt(path).path),
  });
}

/** Where each file that a copy takes goes: globs keep what follows their fixed part, others copy as `cp -r` does. */
function* copies(
  tree: FileTree,
  from: string,
  to: string,
): Iterable<readonly [target: string, path: string]> {
  const isInto = to === "" || to.endsWith("/");
  const directory = to.replace(/(?<!\/)\/+$/, "");
  const under = (name: string): string => (directory === "" ? name : `${directory}/${name}`);
  const glob = from.search(/[*?[{]/);
  if (glob >= 0) {
    const fixed = from.slice(0, from.lastIndexOf("/", glob) + 1);
    const matches = globTest(from);
    for (const path of tree.paths) if (matches(path)) yield [under(path.slice(fixed.length)), path];
    return;
  }
  const source = from.replace(/(?<!\/)\/+$/, "");
  const name = source.slice(source.lastIndexOf("/") + 1);
  if (tree.isFile(source)) {
    yield [isInto ? under(name) : directory, source];
    return;
  }
  const prefix = source === "" ? "" : `${source}/`;
  const base = isInto && name !== "" ? under(name) : directory;
  for (const path of tree.paths) {
    if (path.startsWith(prefix))
      yield [base === "" ? path.slice(prefix.length) : `${base}/${path.slice(prefix.length)}`, path];
  }
}

/** A test of paths: `**` crosses directories, `*` and `?` do not. */
function globTest(glob: string): (path: string) => boolean {
  const source = glob.replace(/\*\*\/|\*\*|[*?]|[.+^$(){}|[\]\\]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    return token === "?" ? "[^/]" : `\\${token}`;
  });
  return globPattern(source);
}
