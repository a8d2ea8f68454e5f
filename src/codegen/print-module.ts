import { IndentationText, Project, type StatementStructures, StructureKind } from "ts-morph";

/** A module to import types from, and the names that it may give. */
export interface TypeSource {
  readonly module: string;
  readonly names: readonly string[];
}

/** A file that a generator wants written. */
export interface GeneratedFile {
  /** Relative to the directory of generated files, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface ModuleParts {
  /** Lines of the comment at the top. */
  readonly header: readonly string[];
  readonly statements: readonly (StatementStructures | string)[];
  /** Where types may come from; only what the statements name is imported. */
  readonly typeSources?: readonly TypeSource[];
}

/** Prints a module: header, the imports of the types that it names, statements. The same parts give the same text. */
export function printModule({ header, statements, typeSources = [] }: ModuleParts): string {
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces },
  });
  const file = project.createSourceFile("module.ts", { statements: [...statements] });
  const words = new Set(file.getFullText().match(/\b[A-Za-z_]\w*\b/g));
  file.insertStatements(
    0,
    typeSources.flatMap(({ module, names }) => {
      const namedImports = names.filter((name) => words.has(name)).sort();
      return namedImports.length === 0
        ? []
        : [
            {
              kind: StructureKind.ImportDeclaration,
              isTypeOnly: true,
              moduleSpecifier: module,
              namedImports,
            },
          ];
    }),
  );
  return `${comment(header)}\n${file.getFullText().replace(/\s+$/, "")}\n`;
}

/** A block comment of lines. */
export function comment(lines: readonly string[]): string {
  return ["/*", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}
