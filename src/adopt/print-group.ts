import type { FleetCluster } from "../fleet/fleet.js";
import type { FileTree } from "../manifests/file-tree.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { asObject, asString } from "../objects/json.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refKey, refOf } from "../objects/object-ref.js";
import type { AdoptedFolder } from "./choose-files.js";
import { FolderStatements } from "./folder-statements.js";
import { printLiteral } from "./print-literal.js";
import type { ProgramObject } from "./program-object.js";
import { commentAbove } from "./program-object.js";
import { isWorthNaming, variableReferences } from "./references-of-object.js";
import { VariableNames } from "./variable-names.js";
import { withReferences } from "./with-references.js";

/** What one function of the program makes: a cluster with its directories, or what several clusters share. */
export interface Group {
  /** Name of the function and of its module. */
  readonly name: string;
  readonly folders: readonly AdoptedFolder[];
  /** Clusters that apply it. */
  readonly clusters: readonly FleetCluster[];
}

const INDENT = "  ";

/** The module of a group: one function that takes the app. */
export function printGroup(group: Group, tree: FileTree): string {
  return new GroupPrinter(group, tree).print();
}

class GroupPrinter {
  readonly #names = new VariableNames();
  readonly #folders: FolderStatements;
  readonly #objects = new Map<string, ProgramObject>();
  readonly #externals = new Map<string, { readonly variable: string; readonly target: ObjectRef }>();
  readonly #state = new Map<ProgramObject, "printing" | "printed">();
  readonly #statements: string[] = [];
  readonly #imports = new Set<string>();

  constructor(
    private readonly group: Group,
    private readonly tree: FileTree,
  ) {
    this.#folders = new FolderStatements(group.folders, this.#names);
    for (const object of this.#folders.objects) {
      if (object.construct) this.#objects.set(refKey(withNamespace(object)), object);
    }
  }

  print(): string {
    this.#nameReferenced();
    for (const object of this.#folders.objects) this.#printObject(object);
    const externals = [...this.#externals.values()].map(({ variable, target }) => {
      const { kind, name, namespace } = target;
      return `const ${variable} = external(${printLiteral({ kind, name, ...(namespace && { namespace }) }, INDENT)});`;
    });
    const body = [this.#folders.statements, externals].filter((block) => block.length > 0);
    const text = body.map((block) => block.map((line) => `${INDENT}${line}\n`).join("")).join("\n");
    return `${this.#header()}\n\nexport function ${this.group.name}(app: FleetApp): void {\n${text}${this.#statements.map((statement) => `\n${statement}`).join("")}}\n`;
  }

  #header(): string {
    if (this.#externals.size > 0) this.#imports.add("external");
    const hasOther = this.#folders.objects.some(({ construct }) => construct === undefined);
    const cdk8s = [...(hasOther ? ["ApiObject"] : []), ...(this.#folders.hasCharts ? ["Chart"] : [])];
    const own = [...this.#imports].sort();
    return [
      ...(cdk8s.length > 0 ? [`import { ${cdk8s.join(", ")} } from "cdk8s";`] : []),
      'import type { FleetApp } from "fluxwright";',
      ...(own.length > 0 ? [`import { ${own.join(", ")} } from "fluxwright";`] : []),
    ].join("\n");
  }

  /** Variables for what is referred to; all others are statements without one. */
  #nameReferenced(): void {
    for (const from of this.#folders.objects) {
      for (const { target } of variableReferences(from)) {
        const object = this.#objects.get(refKey(target));
        if (object) object.variable ??= this.#names.name(target.name, target.kind, target.namespace ?? "");
        else if (isWorthNaming(target, this.group.clusters) && !this.#externals.has(refKey(target))) {
          const variable = this.#names.name(target.name, target.kind, target.namespace ?? "");
          this.#externals.set(refKey(target), { variable, target });
        }
      }
    }
  }

  /** An object after those that it refers to. In a circle, which Flux refuses, the last reference stays plain. */
  #printObject(object: ProgramObject): void {
    if (this.#state.has(object)) return;
    this.#state.set(object, "printing");
    const replaced = variableReferences(object).flatMap((reference) => {
      const variable = this.#variableFor(reference.target);
      return variable === undefined ? [] : [{ ...reference, variable }];
    });
    const comment = commentAbove(object, this.tree).map(
      (line) => `${INDENT}//${line === "" ? "" : ` ${line}`}\n`,
    );
    const assigned = object.variable === undefined ? "" : `const ${object.variable} = `;
    this.#statements.push(`${comment.join("")}${INDENT}${assigned}${this.#expression(object, replaced)};\n`);
    this.#state.set(object, "printed");
  }

  #variableFor(target: ObjectRef): string | undefined {
    const object = this.#objects.get(refKey(target));
    if (object === undefined) return this.#externals.get(refKey(target))?.variable;
    this.#printObject(object);
    return this.#state.get(object) === "printed" ? object.variable : undefined;
  }

  #expression(located: ProgramObject, replaced: Parameters<typeof withReferences>[1]): string {
    const { object, construct, scope } = located;
    const { id, isName } = this.#folders.idOf(located);
    if (construct === undefined) {
      return `new ApiObject(${scope}, ${JSON.stringify(id)}, ${printLiteral(object, INDENT)})`;
    }
    this.#imports.add(construct);
    const { name, namespace, ...rest } = object.metadata;
    const metadata: JsonObject = {
      ...(isName ? {} : { name }),
      ...(namespace === this.#folders.namespaceOf(located) ? {} : { namespace }),
      ...rest,
    };
    const { spec, replacements } = withReferences(asObject(object.spec), replaced);
    const directory = this.#folders.directoryAt(asString(spec.path));
    if (construct === "Kustomization" && directory !== undefined) replacements.set("/path", directory);
    const props: JsonValue = { ...(Object.keys(metadata).length > 0 && { metadata }), ...spec };
    return `new ${construct}(${scope}, ${JSON.stringify(id)}, ${printLiteral(props, INDENT, replacements)})`;
  }
}

function withNamespace({ object, namespace }: ProgramObject): ObjectRef {
  const ref = refOf(object);
  return namespace === undefined ? ref : { ...ref, namespace };
}
