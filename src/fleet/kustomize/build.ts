import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { FileTree } from "../../manifests/file-tree.js";
import type { Located } from "../../objects/origin.js";
import type { Accumulated, BuildMemo } from "./accumulate.js";
import { Accumulation, accumulateDirectory } from "./accumulate.js";
import type { BuildPlan } from "./build-plan.js";
import { contentHash } from "./content-hash.js";
import { updateAt } from "./field-spec.js";
import { fixNameReferences } from "./name-references.js";
import type { WrittenPlace } from "./provenance.js";
import { BuiltOrigin } from "./provenance.js";
import type { Resource } from "./resource.js";
import { rememberId, withObject } from "./resource.js";
import { sortResources } from "./sort-order.js";
import { nameReferencesOf } from "./transformer-config.js";
import { resolveVars } from "./vars.js";

/** The outcome of a build, like that of `kustomize build`. */
export interface KustomizeResult {
  readonly objects: readonly Located[];
  /** What kustomize would stop at, and what could not be built offline. */
  readonly diagnostics: readonly Diagnostic[];
  /** Files and directories (ending with `/`) that went into it. */
  readonly files: ReadonlySet<string>;
}

const LOCAL = "config.kubernetes.io/local-config";

/** Builds the kustomization of a directory. */
export function buildDirectory(
  tree: FileTree,
  directory: string,
  at: WrittenPlace,
  memo: BuildMemo,
): KustomizeResult {
  const accumulated = accumulateDirectory(tree, directory, at, memo, []);
  return finish(accumulated, undefined);
}

/** Builds a plan that is not (only) a file: what kustomize-controller makes of a path and its own fields. */
export function buildPlan(tree: FileTree, plan: BuildPlan, memo: BuildMemo): KustomizeResult {
  const run = new Accumulation(tree, memo, [plan.directory]);
  run.files.add(plan.directory === "" ? "." : `${plan.directory}/`);
  run.run(plan);
  return finish(run, plan);
}

/** The last steps, which only the outermost kustomization takes: hashes, references, variables, order. */
function finish(accumulated: Accumulated, plan: BuildPlan | undefined): KustomizeResult {
  const diagnostics = [...accumulated.diagnostics];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const hashed = accumulated.resources.map(addHash);
  const renamed = fixNameReferences(hashed, nameReferencesOf(accumulated.config));
  const resolved = resolveVars(renamed, accumulated.vars, accumulated.config, report);
  const kept = resolved.filter(({ object }) => {
    const local = object.metadata.annotations?.[LOCAL];
    return local === undefined || local === "false";
  });
  const sorted = plan === undefined ? kept : sortResources(kept, plan);
  return { objects: sorted.map(located), diagnostics, files: accumulated.files };
}

function addHash(resource: Resource): Resource {
  if (!resource.needsHash) return resource;
  const hash = contentHash(resource.object);
  const named = (name: unknown): string => `${String(name)}-${hash}`;
  const object = updateAt(resource.object, ["metadata", "name"], false, named, undefined);
  return withObject(rememberId(resource), object);
}

/** The object with an origin that knows which of its parts came from patches. */
function located({ object, origin, documents }: Resource): Located {
  if (documents.length === 1 && documents[0]?.value === object) return { object, origin };
  return { object, origin: new BuiltOrigin(object, documents, origin) };
}
