import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { asArray, asObject, asString } from "../objects/json.js";
import { isKubeObject } from "../objects/kube-object.js";
import { Accumulation } from "./kustomize/accumulate.js";
import type { BuildMemo } from "./kustomize/build-memo.js";
import type { BuildPlan, Item } from "./kustomize/build-plan.js";
import { readPlan } from "./kustomize/load-plan.js";
import { buildFailure, problemAt } from "./kustomize/problem.js";
import type { WrittenPlace } from "./kustomize/provenance.js";
import { isRemote } from "./kustomize/remote.js";
import { joinPath, kustomizationFilesIn, nearPath, resolvePath } from "./kustomize/tree-paths.js";

/** A plan to build, and what was found while making it. */
export interface FluxPlan {
  readonly plan: BuildPlan | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Files that were read to make the plan. */
  readonly files: ReadonlySet<string>;
}

/**
 * The plan of a directory as kustomize-controller builds it: its kustomization.yaml, or a generated one that
 * lists every YAML file and every directory with a kustomization of its own.
 *
 * @param skip directories that a generated plan leaves out
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#generating-a-kustomizationyaml-file
 */
export function planOfPath(
  tree: FileTree,
  directory: string,
  at: WrittenPlace,
  memo: BuildMemo,
  skip: ReadonlySet<string> = new Set(),
): FluxPlan {
  const run = new Accumulation(tree, memo, []);
  if (kustomizationFilesIn(tree, directory).length > 0) {
    const plan = readPlan(run, directory, at);
    return { plan: plan && withMetadata(plan), diagnostics: run.diagnostics, files: run.files };
  }
  const resources = [...scanManifests(tree, directory, directory, skip)].map((path) =>
    resourceAt(tree, directory, path),
  );
  const kept = resources.filter((item) => item !== undefined);
  const plan = { directory, at, isComponent: false, fields: {}, lists: { resources: kept } };
  return { plan, diagnostics: run.diagnostics, files: run.files };
}

/** kustomize refuses a file without anything in it, so the controller asks for something when there are no resources. */
function withMetadata(plan: BuildPlan): BuildPlan {
  if ((plan.lists.resources ?? []).length > 0) return plan;
  return { ...plan, lists: { ...plan.lists, buildMetadata: [{ value: "originAnnotations", at: plan.at }] } };
}

/** Paths that a generated plan lists, in the order of a walk: names sorted, directories in their place. */
function* scanManifests(
  tree: FileTree,
  root: string,
  directory: string,
  skip: ReadonlySet<string>,
): Iterable<string> {
  const names = tree.list(directory).toSorted((a, b) => compareText(bare(a), bare(b)));
  for (const name of names) {
    const path = joinPath(directory, bare(name));
    if (!name.endsWith("/")) {
      if (/\.ya?ml$/.test(name)) yield path;
    } else if (skip.has(path)) {
    } else if (kustomizationFilesIn(tree, path).length > 0) {
      yield path;
    } else {
      yield* scanManifests(tree, root, path, skip);
    }
  }
}

function bare(name: string): string {
  return name.endsWith("/") ? name.slice(0, -1) : name;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A listed resource is placed in its own file, since no line names it. Files without objects list nothing. */
function resourceAt(tree: FileTree, directory: string, path: string): Item<string> | undefined {
  const value = directory === "" ? path : path.slice(directory.length + 1);
  const manifests = tree.isFile(path) ? tree.manifests(path) : undefined;
  const file = manifests?.path ?? path;
  const origin = { file, locate: () => ({ file, line: 1, column: 1 }) };
  const isEmpty = manifests?.documents.length === 0 && manifests.diagnostics.length === 0;
  return isEmpty ? undefined : { value, at: { origin, pointer: "" } };
}

/**
 * A plan with the fields of a Flux Kustomization laid over it, as the controller writes them into the
 * kustomization before it builds.
 *
 * @param at place of the Kustomization
 */
export function withFluxFields(
  plan: BuildPlan,
  spec: JsonObject,
  at: WrittenPlace,
  tree: FileTree,
  report: (diagnostic: Diagnostic) => void,
): BuildPlan {
  const fields: Record<string, Item> = { ...plan.fields };
  const lists: Record<string, readonly Item[]> = { ...plan.lists };
  const place = (key: string): WrittenPlace => ({ origin: at.origin, pointer: `${at.pointer}/spec/${key}` });
  for (const [from, to] of [
    ["targetNamespace", "namespace"],
    ["namePrefix", "namePrefix"],
    ["nameSuffix", "nameSuffix"],
  ] as const) {
    const value = asString(spec[from]);
    if (value !== undefined) fields[to] = { value, at: place(from) };
  }
  const append = (key: string, items: readonly Item[]): void => {
    if (items.length > 0) lists[key] = [...(lists[key] ?? []), ...items];
  };
  for (const key of ["patches", "patchesStrategicMerge", "patchesJson6902"]) {
    append(
      key,
      asArray(spec[key]).map((value, i) => ({ value: patchText(value), at: place(`${key}/${i}`) })),
    );
  }
  append("components", [...componentItems(plan, spec, place, tree, report)]);
  const images = asArray(spec.images).map((value, i) => ({ value, at: place(`images/${i}`) }));
  if (images.length > 0) lists.images = mergeImages(lists.images ?? [], images);
  return { ...plan, fields, lists };
}

/** The controllers of old took patches as objects where kustomize takes texts. */
function patchText(value: JsonValue): JsonValue {
  if (isKubeObject(value)) return JSON.stringify(value);
  const patch = asObject(value).patch;
  return Array.isArray(patch) ? { ...asObject(value), patch: JSON.stringify(patch) } : value;
}

/** An image of the Kustomization completes or overrides the one of the same name in the file. */
function mergeImages(own: readonly Item[], added: readonly Item[]): readonly Item[] {
  const result = own.slice();
  for (const item of added) {
    const image = asObject(item.value);
    const index = result.findIndex((other) => asObject(other.value).name === image.name);
    const old = asObject(result[index]?.value);
    if (index < 0) result.push(item);
    else result[index] = { value: mergedImage(old, image), at: item.at };
  }
  return result;
}

function mergedImage(old: JsonObject, image: JsonObject): JsonObject {
  const { newTag, digest, ...rest } = old;
  const version = image.newTag || image.digest ? {} : { newTag, digest };
  return { ...rest, ...version, ...image };
}

/** @see https://fluxcd.io/flux/components/kustomize/kustomizations/#components */
function* componentItems(
  plan: BuildPlan,
  spec: JsonObject,
  place: (key: string) => WrittenPlace,
  tree: FileTree,
  report: (diagnostic: Diagnostic) => void,
): Iterable<Item> {
  for (const [i, value] of asArray(spec.components).entries()) {
    const at = place(`components/${i}`);
    const path = String(value);
    if (isRemote(path) || path.startsWith("/")) {
      report(buildFailure(at, `The component "${path}" must be a relative path in the same source.`));
      continue;
    }
    const resolved = resolvePath(plan.directory, path);
    const isMissing = resolved === undefined || !tree.isDirectory(resolved);
    if (isMissing && spec.ignoreMissingComponents === true) continue;
    if (isMissing) {
      const near = resolved === undefined ? "" : nearPath(tree, resolved, "directory");
      const problem = resolved === undefined ? "leads out of the source" : `is no directory below the source`;
      const message = `The component "${path}" ${problem}; it is relative to the path of the Kustomization.${near}`;
      report(problemAt("path-not-found", at, { message }));
    } else yield { value: path, at };
  }
}

/** Whether a Kustomization changes what its path builds. */
export function hasFluxFields(spec: JsonObject): boolean {
  return ["targetNamespace", "namePrefix", "nameSuffix", "patches", "components", "images"].some(
    (key) => spec[key] !== undefined,
  );
}
