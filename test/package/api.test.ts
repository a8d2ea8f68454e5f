import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const doors = ["index", "check", "reconcile", "testing"] as const;

/** Every public name of a door with its declaration, comments left out; from the built declarations. */
function listing(program: ts.Program, door: string): string {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(`${repository}dist/${door}.d.ts`) as ts.SourceFile;
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
  return symbols
    .map(
      (symbol) =>
        (symbol.flags & ts.SymbolFlags.Alias
          ? [symbol.name, checker.getAliasedSymbol(symbol)]
          : [symbol.name, symbol]) as [string, ts.Symbol],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, symbol]) => {
      const declarations = (symbol.declarations ?? []).map((node) =>
        printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()),
      );
      return `# ${name}\n${declarations.join("\n")}\n`;
    })
    .join("\n");
}

describe("the public names", () => {
  const program = ts.createProgram(
    doors.map((door) => `${repository}dist/${door}.d.ts`),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      skipLibCheck: true,
    },
  );

  test.each(doors)("of %s are those of its listing: a change of the surface is a decision", (door) => {
    const file = `${repository}test/package/api/${door}.txt`;
    const now = listing(program, door);
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, now);
    expect(now).toBe(readFileSync(file, "utf8"));
  });
});
