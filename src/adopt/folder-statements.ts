import type { AdoptedFolder } from "./choose-files.js";
import { printLiteral } from "./print-literal.js";
import type { ProgramObject } from "./program-object.js";
import { findConstruct } from "./program-object.js";
import type { VariableNames } from "./variable-names.js";

/** Where Flux runs; the namespace of a cluster's own objects unless they say otherwise. */
const CLUSTER_NAMESPACE = "flux-system";

/**
 * The folders of a group and a chart for each of their files: a chart becomes the file of its name, so every object
 * is written where it was.
 */
export class FolderStatements {
  readonly statements: string[] = [];
  /** The objects of all files, in order. */
  readonly objects: ProgramObject[] = [];
  /** Variables of directories by the path that a Kustomization builds. */
  readonly #directories = new Map<string, string>();
  readonly #namespaces = new Map<string, string | undefined>();
  readonly #ids = new Map<string, Set<string>>();

  constructor(
    folders: readonly AdoptedFolder[],
    private readonly names: VariableNames,
  ) {
    const entry = folders.find(({ isEntry }) => isEntry);
    const around = entry === undefined ? "app" : names.name("cluster");
    if (entry) this.#addFolder(entry, around, clusterCode(entry), CLUSTER_NAMESPACE);
    for (const folder of folders.filter(({ isEntry }) => !isEntry)) {
      const variable = names.name(`${folder.path}-directory`);
      const namespace = commonNamespace(folder);
      const options = namespace === undefined ? "" : `, ${printLiteral({ namespace })}`;
      this.#directories.set(`./${folder.path}`, variable);
      this.#addFolder(
        folder,
        variable,
        `${around}.directory(${JSON.stringify(folder.path)}${options})`,
        namespace,
      );
    }
  }

  /** Whether any statement makes a chart. */
  get hasCharts(): boolean {
    return this.objects.length > 0;
  }

  /** The variable of the directory that a path names as Flux reads it. */
  directoryAt(path: string | undefined): string | undefined {
    return path === undefined ? undefined : this.#directories.get(path);
  }

  /** The namespace that an object has without saying so. */
  namespaceOf({ scope }: ProgramObject): string | undefined {
    return this.#namespaces.get(scope);
  }

  /** An id for an object, and whether the construct takes it for the object's name. */
  idOf({ object, construct, scope }: ProgramObject): { readonly id: string; readonly isName: boolean } {
    const taken = this.#ids.get(scope) ?? new Set();
    this.#ids.set(scope, taken);
    const { name = "" } = object.metadata;
    const withKind = `${name}-${object.kind}`;
    const free = [name, withKind].find((id) => !taken.has(id)) ?? this.#numbered(withKind, taken);
    taken.add(free);
    // A construct of Flux puts its kind behind an id that is taken by itself.
    if (construct !== undefined && free === withKind) return { id: name, isName: true };
    return { id: free, isName: free === name };
  }

  #numbered(id: string, taken: ReadonlySet<string>): string {
    for (let number = 2; ; number++) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
  }

  #addFolder(folder: AdoptedFolder, variable: string, code: string, namespace: string | undefined): void {
    this.statements.push(`const ${variable} = ${code};`);
    const charts = new Map([[folder.path, variable]]);
    for (const file of folder.files) {
      const scope = this.#chart(file.path.slice(0, -".yaml".length), charts, "Yaml");
      this.#namespaces.set(scope, namespace);
      for (const located of file.objects) {
        const construct = findConstruct(located, namespace);
        const own = located.object.metadata.namespace ?? namespace;
        this.objects.push({ ...located, scope, namespace: own, ...(construct && { construct }) });
      }
    }
  }

  /** The variable of the chart at a path, made in that of the directory above. */
  #chart(path: string, charts: Map<string, string>, suffix: string): string {
    const known = charts.get(path);
    if (known !== undefined) return known;
    const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
    const around = this.#chart(parent, charts, "Folder");
    const id = path.slice(path.lastIndexOf("/") + 1);
    const variable = this.names.name(`${id}-${suffix}`, parent);
    if (suffix === "Folder") charts.set(path, variable);
    this.statements.push(`const ${variable} = new Chart(${around}, ${JSON.stringify(id)});`);
    return variable;
  }
}

/** Its id is its path, unless the path is the usual one: names alone may repeat. */
function clusterCode({ path }: AdoptedFolder): string {
  const id = /^clusters\/([^/]+)$/.exec(path)?.[1] ?? (path || "cluster");
  const options = path === `clusters/${id}` ? "" : `, ${printLiteral({ path })}`;
  return `app.cluster(${JSON.stringify(id)}${options})`;
}

/** The namespace that all objects of Flux in a folder have, if there is one. */
function commonNamespace({ files }: AdoptedFolder): string | undefined {
  const namespaces = files
    .flatMap(({ objects }) => objects)
    .filter((located) => findConstruct(located, undefined) !== undefined)
    .map(({ object }) => object.metadata.namespace);
  const [first] = namespaces;
  return namespaces.every((namespace) => namespace === first) ? first : undefined;
}
