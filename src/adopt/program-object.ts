import type { FluxKind } from "../flux/kinds.js";
import { apiVersionOf, findFluxKind } from "../flux/kinds.js";
import type { FileTree } from "../manifests/file-tree.js";
import { isJsonObject } from "../objects/json.js";
import { groupOf } from "../objects/kube-object.js";
import type { Located } from "../objects/origin.js";

/** An object that becomes a statement. */
export interface ProgramObject extends Located {
  /** The class of `fluxwright` that writes it; absent where it becomes an `ApiObject`. */
  readonly construct?: FluxKind;
  /** Its namespace, own or that of the folder around. */
  readonly namespace: string | undefined;
  /** Variable of the chart that stands for its file. */
  readonly scope: string;
  /** Variable of the object; absent where nothing refers to it. */
  variable?: string;
}

/** Fields that a construct writes. */
const FIELDS: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata", "spec"]);

/**
 * The class that writes exactly this object: of its kind, in the newest version, with nothing beside `spec`, and
 * in a namespace where the folder around has one.
 */
export function findConstruct(
  { object }: Located,
  folderNamespace: string | undefined,
): FluxKind | undefined {
  const kind = findFluxKind(groupOf(object.apiVersion), object.kind);
  if (kind === undefined || kind === "FluxReport" || object.apiVersion !== apiVersionOf(kind))
    return undefined;
  if (folderNamespace !== undefined && object.metadata.namespace === undefined) return undefined;
  return isJsonObject(object.spec) && Object.keys(object).every((key) => FIELDS.has(key)) ? kind : undefined;
}

/** The comment above an object in its file, without hints for editors. */
export function commentAbove({ origin }: Located, tree: FileTree): readonly string[] {
  const lines = tree.readText(origin.file).split(/\r?\n/);
  const comment: string[] = [];
  for (let at = origin.locate().line - 2; at >= 0; at--) {
    const text = /^#\s?(.*)$/.exec(lines[at] ?? "")?.[1];
    if (text === undefined) break;
    if (!/^\s*(yaml-language-server:|yamllint |fluxwright-ignore )/.test(text))
      comment.unshift(text.trimEnd());
  }
  return comment;
}
