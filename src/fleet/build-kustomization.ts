import type { Diagnostic } from "../diagnostics/diagnostic.js";

import type { Finding } from "../diagnostics/report.js";
import { diagnose, placeOf } from "../diagnostics/report.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { JsonObject } from "../objects/json.js";
import { asObject, asString, isJsonObject } from "../objects/json.js";
import type { Located } from "../objects/origin.js";
import { addCommonMetadata } from "./common-metadata.js";
import type { FluxPlan } from "./flux-plan.js";
import { planOfPath, withFluxFields } from "./flux-plan.js";
import { buildPlan } from "./kustomize/build.js";
import type { BuildMemo } from "./kustomize/build-memo.js";
import type { WrittenPlace } from "./kustomize/provenance.js";
import { BuiltOrigin } from "./kustomize/provenance.js";
import { nearPath } from "./kustomize/tree-paths.js";
import { sourcePath } from "./normal-path.js";
import type { SubstitutionFinding, Variables } from "./substitute/substitute-object.js";
import { keepsVariables, substituteObject } from "./substitute/substitute-object.js";
import { isSubstituted } from "./substitute/variables.js";

/** What building the path of a Kustomization gave. */
export interface PathBuild {
  readonly objects: readonly Located[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlySet<string>;
  readonly directory?: string;
}

/**
 * Builds the path of a Flux Kustomization as kustomize-controller does: the kustomization of the path with the
 * fields of the Kustomization laid over it, then variables, then common metadata.
 *
 * @param variables undefined when the Kustomization has no `postBuild`
 * @param strict whether a variable without value and default fails the build, as it does since Flux 2.9
 */
export function buildKustomization(
  kustomization: Located,
  tree: FileTree,
  memo: BuildMemo,
  variables: Variables | undefined,
  strict: boolean,
): PathBuild {
  const spec = asObject(kustomization.object.spec);
  const at: WrittenPlace = { origin: kustomization.origin, pointer: "" };
  const directory = sourcePath(asString(spec.path));
  const problem = pathProblem(kustomization, tree, directory);
  if (problem !== undefined || directory === undefined) {
    return { objects: [], diagnostics: problem === undefined ? [] : [problem], files: new Set() };
  }
  const planned = planOfPath(tree, directory, pathPlace(kustomization), memo);
  return { directory, ...buildPlanned(planned, spec, at, tree, memo, variables, strict) };
}

/** Builds a plan with the fields of a Kustomization; what the entry point and Kustomizations share. */
export function buildPlanned(
  { plan, diagnostics, files }: FluxPlan,
  spec: JsonObject,
  at: WrittenPlace,
  tree: FileTree,
  memo: BuildMemo,
  variables: Variables | undefined,
  strict: boolean,
): PathBuild {
  if (plan === undefined) return { objects: [], diagnostics, files };
  const found = [...diagnostics];
  const report = (diagnostic: Diagnostic): void => {
    found.push(diagnostic);
  };
  const result = buildPlan(tree, withFluxFields(plan, spec, at, tree, report), memo);
  found.push(...result.diagnostics);
  const substituted =
    variables !== undefined && isSubstituted(spec, variables)
      ? result.objects.map((located) => withVariables(located, variables, strict, report))
      : result.objects;
  const common = spec.commonMetadata;
  const place = { origin: at.origin, pointer: `${at.pointer}/spec/commonMetadata` };
  const objects = isJsonObject(common)
    ? substituted.map((located) => remade(located, addCommonMetadata(located.object, common, place)))
    : substituted;
  return { objects, diagnostics: found, files: new Set([...files, ...result.files]) };
}

function pathPlace(kustomization: Located): WrittenPlace {
  const pointer = asObject(kustomization.object.spec).path === undefined ? "/spec" : "/spec/path";
  return { origin: kustomization.origin, pointer };
}

function pathProblem(
  kustomization: Located,
  tree: FileTree,
  directory: string | undefined,
): Diagnostic | undefined {
  const finding = pathFinding(asString(asObject(kustomization.object.spec).path) ?? "", tree, directory);
  if (finding === undefined) return undefined;
  return diagnose("path-not-found", placeOf(kustomization, pathPlace(kustomization).pointer), finding);
}

function pathFinding(written: string, tree: FileTree, directory: string | undefined): Finding | undefined {
  if (directory === undefined) {
    const message = `The path "${written}" leads out of the source.`;
    return { message, hint: "Give a path below the root of the source." };
  }
  if (tree.isFile(directory)) {
    const message = `The path "${written}" is a file; Flux builds directories.`;
    return { message, hint: "Name the directory of the file." };
  }
  if (tree.isDirectory(directory)) return undefined;
  return { message: `The source has no directory "${written}".${nearPath(tree, directory, "directory")}` };
}

function withVariables(
  located: Located,
  variables: Variables,
  strict: boolean,
  report: (diagnostic: Diagnostic) => void,
): Located {
  if (keepsVariables(located.object)) return located;
  const object = substituteObject(located.object, variables, (finding) => {
    report(substitutionProblem(located, finding, strict));
  });
  return remade(located, object);
}

function substitutionProblem(located: Located, finding: SubstitutionFinding, strict: boolean): Diagnostic {
  const at = placeOf(located, finding.pointer);
  if (finding.kind === "syntax") {
    const hint = "Write $${…} where the text is not for Flux, or disable substitution for the object.";
    return diagnose("build-failed", at, { message: `${finding.message}.`, hint });
  }
  const message = strict
    ? `Nothing sets the variable "${finding.variable}", so the build fails.`
    : `Nothing sets the variable "${finding.variable}", so it becomes an empty text.`;
  const hint = `Set it in postBuild, give a default (\${${finding.variable}:=value}), or write $$ for a plain dollar sign.`;
  return diagnose("substitute-undefined", at, { message, hint, severity: strict ? "error" : "warning" });
}

function remade(located: Located, object: Located["object"]): Located {
  if (object === located.object) return located;
  const { origin } = located;
  const written = { value: located.object, origin };
  return { object, origin: new BuiltOrigin(object, [written], origin) };
}
