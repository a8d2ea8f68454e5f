import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose, placeOf } from "../diagnostics/report.js";
import { findFluxKind } from "../flux/kinds.js";
import type { Profile } from "../flux/profiles.js";
import type { FileTree } from "../manifests/file-tree.js";
import { asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf, namespaceOf } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { objectKey, refKey, refOf } from "../objects/object-ref.js";
import type { PathBuild } from "./build-kustomization.js";
import { buildKustomization, buildPlanned } from "./build-kustomization.js";
import type { EntryPoint } from "./entry-points.js";
import type { BuiltObject, FleetCluster, KustomizationBuild } from "./fleet.js";
import { hasFluxFields, planOfPath } from "./flux-plan.js";
import type { BuildMemo } from "./kustomize/build-memo.js";
import { sourcePath } from "./normal-path.js";
import { impliedObjects } from "./producers.js";
import type { Artifacts, SourceContent, SourceRef } from "./sources.js";
import { Sources, sourceKey, sourceRefOf } from "./sources.js";
import type { Variables } from "./substitute/substitute-object.js";
import { hasSubstitution, variableSources, variablesOf } from "./substitute/variables.js";

/** What the clusters of one fleet share while they are read. */
export interface FleetRun {
  readonly tree: FileTree;
  readonly mapped: Readonly<Record<string, FileTree>>;
  readonly profile: Profile;
  readonly memo: BuildMemo;
  readonly artifacts: Artifacts;
  /** Files and directories that were part of a build. */
  readonly reached: Set<string>;
  readonly report: (diagnostic: Diagnostic) => void;
}

const FLUX_SYSTEM: SourceRef = { kind: "GitRepository", namespace: "flux-system", name: "flux-system" };

/** Reads one cluster from its entry point: builds it, and every Kustomization that the builds yield, once. */
export function readCluster(entry: EntryPoint, run: FleetRun): FleetCluster {
  return new ClusterReader(entry, run).read();
}

class ClusterReader {
  readonly #objects: BuiltObject[] = [];
  readonly #builds: KustomizationBuild[] = [];
  readonly #byKey = new Map<string, BuiltObject>();
  readonly #queued = new Set<string>();
  readonly #told = new Set<string>();
  readonly #sources: Sources;
  #pending: BuiltObject[] = [];

  constructor(
    private readonly entry: EntryPoint,
    private readonly run: FleetRun,
  ) {
    const own = new Set(entry.source === undefined ? [] : [entry.source]);
    this.#sources = new Sources(run.tree, run.mapped, run.artifacts, own);
  }

  read(): FleetCluster {
    this.#readEntry();
    for (let force = false; this.#pending.length > 0; ) {
      const round = this.#pending;
      this.#pending = [];
      const waiting = round.filter((kustomization) => !this.#build(kustomization, force));
      force = waiting.length === round.length;
      this.#pending = [...waiting, ...this.#pending];
    }
    const { path } = this.entry;
    const implied = [...this.entry.implied, ...impliedObjects(this.#objects)];
    const written = new Set(this.#byKey.keys());
    return {
      name: path === "" ? "." : path.slice(path.lastIndexOf("/") + 1),
      path,
      objects: this.#objects,
      builds: this.#builds,
      implied: implied.filter(({ ref }) => !written.has(refKey(ref))),
    };
  }

  /** Builds the entry's directory, as its own root Kustomization when it holds one. */
  #readEntry(): void {
    const plain = this.#buildEntry({});
    const root = plain.objects.find((located) => this.#isRoot(located.object));
    const spec = asObject(root?.object.spec);
    const rebuilt = root !== undefined && (hasFluxFields(spec) || spec.commonMetadata !== undefined);
    const built = rebuilt ? this.#buildEntry(spec) : plain;
    const owner = root === undefined ? undefined : refOf(root.object);
    const objects = this.#keep(built, owner);
    const kustomization = objects.find(({ object }) => this.#isRoot(object));
    if (kustomization !== undefined) {
      const ref = sourceRefOf(kustomization.object);
      if (ref !== undefined) this.#sources.declareOwn(sourceKey(ref));
      this.#queued.add(objectKey(kustomization.object));
      this.#builds.push({ kustomization, outcome: outcomeOf(built), directory: this.entry.path, objects });
    }
    if (!this.#sources.knowsOwn) this.#assumeOwn(objects);
    this.#enqueue(objects);
  }

  #buildEntry(spec: object): PathBuild {
    const { path, skip } = this.entry;
    const tree = this.run.artifacts.of(this.run.tree, undefined);
    const at = {
      origin: { file: path, locate: () => ({ file: path || ".", line: 1, column: 1 }) },
      pointer: "",
    };
    const planned = planOfPath(tree, path, at, this.run.memo, skip);
    return buildPlanned(planned, asObject(spec), at, tree, this.run.memo, undefined, this.#strict);
  }

  #isRoot(object: KubeObject): boolean {
    if (!isKustomization(object)) return false;
    const path = sourcePath(asString(asObject(object.spec).path));
    return path === this.entry.path && (path !== "" || object.metadata.name === "flux-system");
  }

  /**
   * Where neither bootstrap nor an instance says which source is the fleet's own: the one called flux-system, or
   * those of which the tree has every path that is asked of them.
   */
  #assumeOwn(objects: readonly BuiltObject[]): void {
    this.#sources.declareOwn(sourceKey(FLUX_SYSTEM));
    this.#sources.declareOwn(sourceKey({ ...FLUX_SYSTEM, kind: "OCIRepository" }));
    const wanted = new Map<string, boolean>();
    for (const { object } of objects.filter(({ object }) => isKustomization(object))) {
      const ref = sourceRefOf(object);
      if (ref === undefined || ref.name === "flux-system") continue;
      const path = sourcePath(asString(asObject(object.spec).path));
      const isHere = Boolean(path) && this.run.tree.isDirectory(path ?? "");
      wanted.set(sourceKey(ref), isHere && wanted.get(sourceKey(ref)) !== false);
    }
    for (const [key, isHere] of wanted) if (isHere) this.#sources.declareOwn(key);
  }

  get #strict(): boolean {
    return this.run.profile.flux === "2.9";
  }

  /** Takes over what was built. */
  #keep(built: PathBuild, owner: ObjectRef | undefined): BuiltObject[] {
    for (const file of built.files) this.run.reached.add(file);
    for (const diagnostic of built.diagnostics) this.run.report(diagnostic);
    const objects = built.objects.map(({ object, origin }) =>
      owner === undefined ? { object, origin } : { object, origin, owner },
    );
    this.#objects.push(...objects);
    for (const object of objects) {
      const key = objectKey(object.object);
      if (!this.#byKey.has(key)) this.#byKey.set(key, object);
    }
    this.#sources.add(objects);
    return objects;
  }

  #enqueue(objects: readonly BuiltObject[]): void {
    for (const built of objects) {
      if (!isKustomization(built.object)) continue;
      const key = objectKey(built.object);
      if (this.#queued.has(key)) continue;
      this.#queued.add(key);
      this.#pending.push(built);
    }
  }

  /** Builds a Kustomization; false when what it needs may still come, unless it is forced. */
  #build(kustomization: BuiltObject, force: boolean): boolean {
    const { object } = kustomization;
    const spec = asObject(object.spec);
    const ref = sourceRefOf(object);
    if (ref === undefined) {
      this.#builds.push({ kustomization, outcome: "failed", objects: [] });
      return true;
    }
    const content = this.#sources.contentOf(ref, asString(spec.path));
    const isOpen = content.kind === "unknown" || content.kind === "guessed";
    if (!force && (isOpen || !this.#hasVariables(object))) return false;
    if (!("tree" in content)) {
      this.#tellExternal(kustomization, content, ref);
      this.#builds.push({ kustomization, outcome: "external", objects: [] });
      return true;
    }
    const variables = hasSubstitution(spec) ? this.#variables(object) : undefined;
    const built = buildKustomization(kustomization, content.tree, this.run.memo, variables, this.#strict);
    const objects = this.#keep(built, refOf(object));
    const outcome = outcomeOf(built);
    const directory = built.directory === undefined ? {} : { directory: built.directory };
    this.#builds.push({ kustomization, outcome, ...directory, objects });
    this.#enqueue(objects);
    return true;
  }

  #tellExternal(kustomization: BuiltObject, content: SourceContent, ref: SourceRef): void {
    const key = sourceKey(ref);
    if (content.kind !== "external" || this.#told.has(key)) return;
    this.#told.add(key);
    const [place, pointer] =
      content.source === undefined ? [kustomization, "/spec/sourceRef"] : [content.source, ""];
    const message = `The content of ${key} is not at hand; what its Kustomizations build is not judged.`;
    const hint = `Give its directory: --source ${key}=<directory>.`;
    this.run.report(diagnose("source-external", placeOf(place, pointer), { message, hint }));
  }

  #find(owner: KubeObject, kind: string, name: string): KubeObject | undefined {
    const namespace = namespaceOf(owner);
    const ref = namespace === undefined ? { group: "", kind, name } : { group: "", kind, namespace, name };
    return this.#byKey.get(refKey(ref))?.object;
  }

  #hasVariables(object: KubeObject): boolean {
    const sources = variableSources(asObject(object.spec));
    return sources.every(({ kind, name }) => this.#find(object, kind, name) !== undefined);
  }

  #variables(object: KubeObject): Variables {
    return variablesOf(asObject(object.spec), (kind, name) => this.#find(object, kind, name));
  }
}

function isKustomization(object: KubeObject): boolean {
  return (
    object.kind === "Kustomization" && findFluxKind(groupOf(object.apiVersion), object.kind) !== undefined
  );
}

function outcomeOf({ diagnostics }: PathBuild): KustomizationBuild["outcome"] {
  if (diagnostics.some(({ severity }) => severity === "error")) return "failed";
  return diagnostics.some(({ code }) => code === "build-not-offline") ? "partial" : "built";
}
