import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { FileTree } from "../../manifests/file-tree.js";
import { isJsonObject } from "../../objects/json.js";
import type { BuildPlan } from "./build-plan.js";
import { planOf } from "./build-plan.js";
import { checkKustomization } from "./check-kustomization.js";
import { buildFailure } from "./problem.js";
import type { WrittenPlace } from "./provenance.js";
import { kustomizationFilesIn, parentOf } from "./tree-paths.js";

/** What reading a plan needs: where to look, where to note the files, and whom to tell. */
export interface PlanReader {
  readonly tree: FileTree;
  readonly files: Set<string>;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The plan of the kustomization file in a directory; reports what kustomize would refuse. */
export function readPlan(run: PlanReader, directory: string, at: WrittenPlace): BuildPlan | undefined {
  const [path, second] = kustomizationFilesIn(run.tree, directory);
  if (path === undefined) {
    const near = run.tree.list(directory).find((name) => /^kustomi[sz]ation\.ya?ml$/i.test(name));
    const hint =
      near === undefined ? "Add one, or name the files one by one." : `Rename ${near} to kustomization.yaml.`;
    run.report(buildFailure(at, `"${directory}" has no kustomization.yaml.`, hint));
    return undefined;
  }
  if (second !== undefined) {
    run.report(buildFailure(at, `"${directory}" has two kustomization files: ${path} and ${second}.`));
  }
  return planOfFile(run, path);
}

/** The plan of a kustomization file. */
function planOfFile(run: PlanReader, path: string): BuildPlan | undefined {
  const file = run.tree.manifests(path);
  run.files.add(file.path);
  for (const diagnostic of file.diagnostics) run.report(diagnostic);
  const [document] = file.documents;
  const top = { file: file.path, locate: () => ({ file: file.path, line: 1, column: 1 }) };
  if (document === undefined || !isJsonObject(document.value)) {
    if (file.diagnostics.length === 0) {
      run.report(
        buildFailure(
          { origin: top, pointer: "" },
          "The kustomization is empty.",
          "Remove the file or fill it.",
        ),
      );
    }
    return undefined;
  }
  for (const diagnostic of checkKustomization(document.value, document.origin)) run.report(diagnostic);
  return planOf(document.value, document.origin, parentOf(path));
}
