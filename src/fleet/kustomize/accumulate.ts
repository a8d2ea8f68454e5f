import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { FileTree } from "../../manifests/file-tree.js";
import type { ManifestFile } from "../../manifests/manifest-file.js";
import { asKustomizeReads } from "../../manifests/manifest-file.js";
import type { JsonObject } from "../../objects/json.js";
import { asString, isJsonObject } from "../../objects/json.js";
import { ambiguousValues } from "./ambiguous-values.js";
import type { Accumulated, BuildMemo } from "./build-memo.js";
import type { BuildPlan, Item } from "./build-plan.js";
import { mapField, mapItems, textItems } from "./build-plan.js";
import { entryOf } from "./entries.js";
import { absorb, generate } from "./generators.js";
import { readPlan } from "./load-plan.js";
import { buildFailure, problemAt } from "./problem.js";
import type { WrittenPlace } from "./provenance.js";
import { isRemote, isRemoteFile } from "./remote.js";
import type { Resource } from "./resource.js";
import { currentId, idKey, resourceOf } from "./resource.js";
import { duplicateResource, hasName, incompleteObjects, remoteFinding } from "./resource-findings.js";
import type { Transformed } from "./transform.js";
import { transform } from "./transform.js";
import type { TransformerConfig } from "./transformer-config.js";
import { emptyConfig, mergeConfigs, readConfig } from "./transformer-config.js";
import { nearPath, resolvePath } from "./tree-paths.js";

/** Resources by identity, and the list that they are added to. */
interface OwnList {
  readonly list: Resource[];
  readonly taken: Map<string, Resource>;
}

/** The state of one kustomization while it is accumulated. */
export class Accumulation implements Transformed {
  resources: readonly Resource[] = [];
  config: TransformerConfig = emptyConfig;
  readonly vars: Item<JsonObject>[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly files = new Set<string>();
  readonly report = (diagnostic: Diagnostic): void => {
    this.diagnostics.push(diagnostic);
  };

  private own: OwnList = { list: [], taken: new Map() };

  constructor(
    readonly tree: FileTree,
    readonly memo: BuildMemo,
    /** Directories being accumulated around this one: a path back to one of them is a cycle. */
    readonly stack: readonly string[],
  ) {}

  /** Runs a plan: resources, generators, components, then transformers, as kustomize orders them. */
  run(plan: BuildPlan): void {
    for (const item of textItems(plan, "resources", "bases")) this.addResource(plan, item);
    this.addConfigurations(plan);
    this.runGenerators(plan);
    for (const item of textItems(plan, "components")) this.addComponent(plan, item);
    this.skipPlugins(plan);
    transform(this, plan);
    this.vars.push(...mapItems(plan, "vars"));
  }

  /** The path in the tree of a file named in a plan; reports when it is not there. */
  findFile(plan: BuildPlan, { value: path, at }: Item<string>): string | undefined {
    if (isRemoteFile(path)) {
      this.report(problemAt("build-not-offline", at, remoteFinding(path)));
      return undefined;
    }
    const resolved = resolvePath(plan.directory, path);
    if (resolved === undefined) {
      this.report(buildFailure(at, `"${path}" leads out of the repository.`));
      return undefined;
    }
    if (!this.tree.isFile(resolved)) {
      const what = this.tree.isDirectory(resolved) ? "is a directory, not a file" : "does not exist";
      this.report(buildFailure(at, `"${path}" ${what}.${nearPath(this.tree, resolved)}`));
      return undefined;
    }
    this.files.add(resolved);
    return resolved;
  }

  /**
   * The file of YAML named in a plan; reports when it is not there.
   *
   * @param reading whose reading is asked for: by default kubectl's, as which kustomize reads what is no resource
   */
  readManifests(
    plan: BuildPlan,
    item: Item<string>,
    reading: (file: ManifestFile) => ManifestFile = (file) => file,
  ): ManifestFile | undefined {
    const path = this.findFile(plan, item);
    if (path === undefined) return undefined;
    const file = reading(this.tree.manifests(path));
    this.files.add(file.path);
    for (const diagnostic of file.diagnostics) this.report(diagnostic);
    return file;
  }

  private addResource(plan: BuildPlan, item: Item<string>): void {
    if (isRemote(item.value)) {
      this.report(problemAt("build-not-offline", item.at, remoteFinding(item.value)));
      return;
    }
    const path = resolvePath(plan.directory, item.value);
    if (path !== undefined && this.tree.isFile(path)) {
      const file = this.tree.manifests(path);
      this.files.add(file.path);
      this.addFile(asKustomizeReads(file), item);
      for (const diagnostic of ambiguousValues(file)) this.report(diagnostic);
    } else if (path !== undefined && this.tree.isDirectory(path)) {
      const child = accumulateDirectory(this.tree, path, item.at, this.memo, this.stack);
      this.include(child, item);
    } else {
      const near = path === undefined ? "" : nearPath(this.tree, path);
      const problem = path === undefined ? "leads out of the repository" : "does not exist";
      this.report(buildFailure(item.at, `The resource "${item.value}" ${problem}.${near}`));
    }
  }

  private addFile(file: ManifestFile, item: Item<string>): void {
    for (const diagnostic of file.diagnostics) this.report(diagnostic);
    for (const diagnostic of incompleteObjects(file, item.at)) this.report(diagnostic);
    const added = file.objects
      .filter(({ object }) => hasName(object))
      .map(({ object, origin }) => resourceOf(object, origin));
    this.append(added, item.at);
  }

  private include(child: Accumulated, item: Item<string>): void {
    this.config = mergeConfigs(this.config, child.config);
    this.vars.push(...child.vars);
    this.diagnostics.push(...child.diagnostics);
    for (const file of child.files) this.files.add(file);
    this.append(child.resources, item.at);
  }

  /** Adds resources; one whose identity is taken is reported and left out. */
  append(added: readonly Resource[], at: WrittenPlace): void {
    const { list, taken } = this.ownList();
    for (const resource of added) {
      const key = idKey(currentId(resource));
      const other = taken.get(key);
      if (other === undefined) {
        taken.set(key, resource);
        list.push(resource);
      } else {
        this.report(duplicateResource(resource, other, at));
      }
    }
  }

  /** The list of this accumulation alone, to add to; made anew when a step has put another in its place. */
  private ownList(): OwnList {
    if (this.own.list !== this.resources) {
      const list = this.resources.slice();
      const taken = new Map(list.map((resource) => [idKey(currentId(resource)), resource]));
      this.own = { list, taken };
      this.resources = list;
    }
    return this.own;
  }

  private addComponent(plan: BuildPlan, item: Item<string>): void {
    if (isRemote(item.value)) {
      this.report(problemAt("build-not-offline", item.at, remoteFinding(item.value)));
      return;
    }
    const path = resolvePath(plan.directory, item.value);
    if (path === undefined || !this.tree.isDirectory(path)) {
      const near = path === undefined ? "" : nearPath(this.tree, path, "directory");
      this.report(buildFailure(item.at, `The component "${item.value}" is no directory of the tree.${near}`));
      return;
    }
    const component = readPlan(this, path, item.at);
    if (component === undefined) return;
    if (!component.isComponent) {
      this.report(
        buildFailure(
          item.at,
          `"${item.value}" is a Kustomization, not a Component.`,
          "List it under resources.",
        ),
      );
      return;
    }
    if (this.stack.includes(path)) {
      this.report(buildFailure(item.at, `The component "${item.value}" includes itself.`));
      return;
    }
    if (isEmpty(component)) {
      this.report(
        buildFailure(component.at, "The component is empty, so the build fails.", "Remove it or fill it."),
      );
      return;
    }
    const inner = new Accumulation(this.tree, this.memo, [...this.stack, path]);
    inner.resources = this.resources;
    inner.config = this.config;
    inner.run(component);
    this.resources = inner.resources;
    this.config = inner.config;
    this.vars.push(...inner.vars);
    this.diagnostics.push(...inner.diagnostics);
    for (const file of inner.files) this.files.add(file);
  }

  private addConfigurations(plan: BuildPlan): void {
    for (const item of textItems(plan, "configurations")) {
      const value = this.readManifests(plan, item)?.documents[0]?.value;
      if (isJsonObject(value)) this.config = mergeConfigs(this.config, readConfig(value));
    }
    for (const item of textItems(plan, "crds")) this.readManifests(plan, item);
    const openApi = mapField(plan, "openapi");
    const path = openApi === undefined ? undefined : asString(entryOf(openApi.value, "path"));
    if (openApi !== undefined && path !== undefined)
      this.readManifests(plan, { value: path, at: openApi.at });
  }

  private runGenerators(plan: BuildPlan): void {
    const global = mapField(plan, "generatorOptions")?.value ?? {};
    const read = (item: Item<string>): string | undefined => {
      const path = this.findFile(plan, item);
      return path === undefined ? undefined : this.tree.readText(path);
    };
    for (const [field, kind] of [
      ["configMapGenerator", "ConfigMap"],
      ["secretGenerator", "Secret"],
    ] as const) {
      for (const entry of mapItems(plan, field)) {
        const made = generate(kind, entry, global, read, this.report);
        if (made === undefined) continue;
        this.resources = absorb(this.resources, made.resource, made.behavior, entry.at, this.report);
      }
    }
  }

  /** Charts need a program that kustomize-controller does not run; other plugins are not known here. */
  private skipPlugins(plan: BuildPlan): void {
    for (const field of ["helmCharts", "helmChartInflationGenerator"]) {
      const [first] = plan.lists[field] ?? [];
      if (first === undefined) continue;
      const message = `${field} runs helm, which kustomize-controller does not allow: the build fails.`;
      this.report(buildFailure(first.at, message, "Write a HelmRelease."));
    }
    for (const field of ["generators", "transformers"]) {
      const [first] = plan.lists[field] ?? [];
      if (first === undefined) continue;
      const message = `What ${field} of kustomize do is not worked out here; the rest is built without them.`;
      this.report(problemAt("build-not-offline", first.at, { message }));
    }
  }
}

/** What the kustomization in a directory yields; worked out once per tree and directory. */
function accumulateDirectory(
  tree: FileTree,
  directory: string,
  at: WrittenPlace,
  memo: BuildMemo,
  stack: readonly string[],
): Accumulated {
  const known = memo.accumulated.get(tree) ?? new Map<string, Accumulated>();
  memo.accumulated.set(tree, known);
  const before = known.get(directory);
  if (before !== undefined) return before;
  const run = new Accumulation(tree, memo, [...stack, directory]);
  if (stack.includes(directory)) {
    const circle = [...stack.slice(stack.indexOf(directory)), directory]
      .map((path) => path || ".")
      .join(" → ");
    run.report(buildFailure(at, `"${directory}" includes itself: ${circle}.`));
    return run;
  }
  run.files.add(directory === "" ? "." : `${directory}/`);
  const plan = readPlan(run, directory, at);
  if (plan?.isComponent === true && stack.length > 0) {
    run.report(buildFailure(at, `"${directory}" is a Component.`, "List it under components."));
  } else if (plan !== undefined && isEmpty(plan)) {
    run.report(
      buildFailure(plan.at, "The kustomization is empty, so the build fails.", "Remove it or fill it."),
    );
  } else if (plan !== undefined) {
    run.run(plan);
  }
  // A directory without a kustomization, or the wrong kind of one, is reported at the line that names it.
  if (plan !== undefined && !plan.isComponent) known.set(directory, run);
  return run;
}

function isEmpty(plan: BuildPlan): boolean {
  const fields = Object.keys(plan.fields).filter((key) => key !== "apiVersion" && key !== "kind");
  return fields.length === 0 && Object.values(plan.lists).every((list) => list.length === 0);
}
