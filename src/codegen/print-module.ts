import { IndentationText, Project, type StatementStructures } from "ts-morph";

/** A module to import types from, and the names that it may give. */
export interface TypeSource {
  readonly module: string;
  readonly names: readonly string[];
}

export interface ModuleParts {
  /** Lines of the comment at the top. */
  readonly header: readonly string[];
  readonly statements: readonly (StatementStructures | string)[];
  /** Import declarations that the module always has. */
  readonly imports?: readonly string[];
  /** Where types may come from; only what the statements name is imported. */
  readonly typeSources?: readonly TypeSource[];
}

/** Prints a module: header, the imports of the types that it names, statements. The same parts give the same text. */
export function printModule({ header, statements, imports = [], typeSources = [] }: ModuleParts): string {
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces },
  });
  const body = project.createSourceFile("module.ts", { statements: [...statements] }).getFullText();
  const words = new Set(body.match(/\b[A-Za-z_]\w*\b/g));
  const typeImports = typeSources.flatMap(({ module, names }) => {
    const used = names.filter((name) => words.has(name)).sort();
    return used.length === 0 ? [] : [`import type { ${used.join(", ")} } from ${JSON.stringify(module)};`];
  });
  const lines = [...imports, ...typeImports].map((line) => `${line}\n`).join("");
  return [`${comment(header)}\n`, lines, body].filter((part) => part !== "").join("\n");
}

/** A block comment of lines. */
export function comment(lines: readonly string[]): string {
  return ["/*", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}
