import { fluxKinds } from "../flux/kinds.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { JsonObject } from "../objects/json.js";
import { asArray, asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf, namespaceOf } from "../objects/kube-object.js";
import { artifactTree } from "./artifact-tree.js";
import type { BuiltObject } from "./fleet.js";
import { sourcePath } from "./normal-path.js";
import { artifactOf } from "./source-ignore.js";

/** `Kind/namespace/name` of a source. */
export type SourceKey = string;

/**
 * What is at hand of a source. `own`: the tree of the fleet itself, `mapped`: a directory that the user named or an
 * artifact made of such. `guessed`: nothing defines the source, but the fleet has the path. `external`: another
 * repository. `unknown`: nothing defines it (yet).
 */
export type SourceContent =
  | { readonly kind: "own" | "mapped" | "guessed"; readonly tree: FileTree }
  | { readonly kind: "external"; readonly source: BuiltObject | undefined }
  | { readonly kind: "unknown" };

/** The source that a Kustomization names. */
export interface SourceRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The source of a Kustomization; undefined when it names none. */
export function sourceRefOf(kustomization: KubeObject): SourceRef | undefined {
  const { kind, name, namespace } = asObject(asObject(kustomization.spec).sourceRef);
  if (typeof kind !== "string" || typeof name !== "string") return undefined;
  return { kind, name, namespace: asString(namespace) || (namespaceOf(kustomization) ?? "") };
}

/** The key of a source. */
export function sourceKey({ kind, namespace, name }: SourceRef): SourceKey {
  return `${kind}/${namespace}/${name}`;
}

/** Artifacts of the trees of a run, shared by its clusters. */
export class Artifacts {
  readonly #made = new Map<FileTree, Map<string, FileTree>>();

  /** The tree without what its source leaves out. */
  of(tree: FileTree, ignore: string | undefined): FileTree {
    const made = this.#made.get(tree) ?? new Map<string, FileTree>();
    this.#made.set(tree, made);
    const known = made.get(ignore ?? "") ?? artifactOf(tree, ignore);
    made.set(ignore ?? "", known);
    return known;
  }
}

/** What a cluster's Kustomizations read from. */
export class Sources {
  readonly #definitions = new Map<SourceKey, BuiltObject>();
  readonly #generators = new Map<SourceKey, { readonly object: KubeObject; readonly artifact: JsonObject }>();
  readonly #generated = new Map<SourceKey, FileTree | undefined>();

  constructor(
    private readonly tree: FileTree,
    private readonly mapped: Readonly<Record<string, FileTree>>,
    private readonly artifacts: Artifacts,
    /** Sources that are known to be the fleet's own repository. */
    private readonly own: Set<SourceKey>,
  ) {}

  /** Notes the sources among objects of the cluster. */
  add(objects: readonly BuiltObject[]): void {
    for (const built of objects) {
      const { apiVersion, kind, metadata } = built.object;
      const ref = { kind, namespace: metadata.namespace ?? "", name: metadata.name ?? "" };
      if (groupOf(apiVersion) === fluxKinds.GitRepository.group) this.#definitions.set(sourceKey(ref), built);
      if (kind === "ArtifactGenerator") this.#addGenerator(built.object);
    }
  }

  #addGenerator(object: KubeObject): void {
    const namespace = namespaceOf(object) ?? "";
    for (const artifact of asArray(asObject(object.spec).artifacts).map(asObject)) {
      const key = sourceKey({ kind: "ExternalArtifact", namespace, name: String(artifact.name) });
      this.#generators.set(key, { object, artifact });
    }
  }

  /** Whether any source of the cluster is known to be the fleet's own repository. */
  get knowsOwn(): boolean {
    return this.own.size > 0;
  }

  /** Declares a source to be the fleet's own repository. */
  declareOwn(key: SourceKey): void {
    this.own.add(key);
  }

  /** What is at hand of a source. `path` is what a Kustomization wants of it, for a source that nothing defines. */
  contentOf(ref: SourceRef, path: string | undefined): SourceContent {
    const key = sourceKey(ref);
    const mapped = this.mapped[key];
    if (mapped !== undefined) return { kind: "mapped", tree: this.artifacts.of(mapped, this.#ignoreOf(key)) };
    if (this.#isOwn(key)) return { kind: "own", tree: this.artifacts.of(this.tree, this.#ignoreOf(key)) };
    const generator = this.#generators.get(key);
    if (generator !== undefined) return this.#generatedContent(key, generator);
    const source = this.#definitions.get(key);
    if (source !== undefined) return { kind: "external", source };
    return this.#guess(path);
  }

  #guess(path: string | undefined): SourceContent {
    const directory = sourcePath(path);
    if (!directory || !this.tree.isDirectory(directory)) return { kind: "unknown" };
    return { kind: "guessed", tree: this.artifacts.of(this.tree, undefined) };
  }

  #ignoreOf(key: SourceKey): string | undefined {
    return asString(asObject(this.#definitions.get(key)?.object.spec).ignore);
  }

  /** A source is the fleet's own when it is declared so, or fetches the same repository as one that is. */
  #isOwn(key: SourceKey): boolean {
    if (this.own.has(key)) return true;
    const url = this.#urlOf(key);
    return url !== undefined && [...this.own].some((other) => this.#urlOf(other) === url);
  }

  #urlOf(key: SourceKey): string | undefined {
    const url = asString(asObject(this.#definitions.get(key)?.object.spec).url);
    return url
      ?.toLowerCase()
      .replace(/^[a-z]+:\/\/(?:[^@/]*@)?/, "")
      .replace(/(?<!\/)\/+$/, "")
      .replace(/\.git$/, "");
  }

  #generatedContent(
    key: SourceKey,
    { object, artifact }: { object: KubeObject; artifact: JsonObject },
  ): SourceContent {
    if (!this.#generated.has(key)) {
      // A generator that reads from its own artifact finds nothing.
      this.#generated.set(key, undefined);
      const sources = asArray(asObject(object.spec).sources).map(asObject);
      const tree = artifactTree(artifact, (alias) => this.#aliased(object, sources, alias));
      this.#generated.set(key, tree);
    }
    const tree = this.#generated.get(key);
    return tree === undefined ? { kind: "external", source: undefined } : { kind: "mapped", tree };
  }

  #aliased(generator: KubeObject, sources: readonly JsonObject[], alias: string): FileTree | undefined {
    const source = sources.find((entry) => entry.alias === alias);
    if (source === undefined) return undefined;
    const namespace = asString(source.namespace) || (namespaceOf(generator) ?? "");
    const ref = { kind: String(source.kind), namespace, name: String(source.name) };
    const content = this.contentOf(ref, undefined);
    return "tree" in content ? content.tree : undefined;
  }
}
