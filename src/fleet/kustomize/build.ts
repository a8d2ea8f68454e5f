import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { FileTree } from "../../manifests/file-tree.js";
import type { Located } from "../../objects/origin.js";
import { Accumulation } from "./accumulate.js";
import type { BuildMemo } from "./build-memo.js";
import type { BuildPlan } from "./build-plan.js";
import { contentHash } from "./content-hash.js";
import { updateAt } from "./field-spec.js";
import { readPlan } from "./load-plan.js";
import { fixNameReferences } from "./name-references.js";
import { annotateOrigins } from "./origin-annotations.js";
import type { WrittenPlace } from "./provenance.js";
import { BuiltOrigin } from "./provenance.js";
import type { Resource } from "./resource.js";
import { rememberId, withObject } from "./resource.js";
import { sortResources } from "./sort-order.js";
import { textAnnotations } from "./text-annotations.js";
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
  const run = new Accumulation(tree, memo, []);
  const plan = readPlan(run, directory, at);
  if (plan === undefined) return { objects: [], diagnostics: run.diagnostics, files: run.files };
  const { objects, diagnostics, files } = buildPlan(tree, plan, memo);
  return {
    objects,
    diagnostics: [...run.diagnostics, ...diagnostics],
    files: new Set([...run.files, ...files]),
  };
}

/** Builds a plan that is not (only) a file: what kustomize-controller makes of a path and its own fields. */
export function buildPlan(tree: FileTree, plan: BuildPlan, memo: BuildMemo): KustomizeResult {
  const run = new Accumulation(tree, memo, [plan.directory]);
  run.files.add(plan.directory === "" ? "." : `${plan.directory}/`);
  run.run(plan);
  // The last steps are for the outermost kustomization: hashes, references, variables, order.
  const hashed = run.resources.map(addHash);
  const renamed = fixNameReferences(hashed, nameReferencesOf(run.config));
  const resolved = resolveVars(renamed, run.vars, run.config, run.report);
  const noted = resolved.map((resource) => textAnnotations(resource, memo.readText));
  const kept = noted.filter(({ object }) => {
    const local = object.metadata.annotations?.[LOCAL];
    return local === undefined || local === "false";
  });
  const sorted = annotateOrigins(sortResources(kept, plan), plan);
  return { objects: sorted.map(located), diagnostics: run.diagnostics, files: run.files };
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
