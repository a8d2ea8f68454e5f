import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../..");
const target = join(root, "node_modules/.cache/fluxwright-test/dist");

/** The environment in which jiti takes `fluxwright` from here, and finds its own command. */
export function programEnv(): NodeJS.ProcessEnv {
  return { ...process.env, JITI_ALIAS: JSON.stringify({ fluxwright: builtPackage() }) };
}

/**
 * The package as JavaScript, for programs that tests run in processes of their own: each source translated by itself,
 * and only when it is newer than its translation. Gives the file of the author's door.
 */
function builtPackage(): string {
  for (const name of readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".ts")) translate(join(root, "src", name), join(target, name.replace(/\.ts$/, ".js")));
  }
  return join(target, "index.js");
}

function translate(source: string, script: string): void {
  const made = statSync(script, { throwIfNoEntry: false });
  if (made !== undefined && made.mtimeMs > statSync(source).mtimeMs) return;
  const { outputText } = ts.transpileModule(readFileSync(source, "utf8"), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: true,
    },
  });
  mkdirSync(dirname(script), { recursive: true });
  // Several tests may translate at once; each puts a whole file in place.
  const whole = `${script}.${process.pid}`;
  writeFileSync(whole, outputText);
  renameSync(whole, script);
}
