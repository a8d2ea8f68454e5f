import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ApiObject } from "cdk8s";
import { FleetApp } from "fluxwright";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { readSynthRecord } from "../../src/manifests/read-synth-record.js";
import { ProgramOrigin } from "../../src/synth/program-origin.js";
import { synthesizeProgram } from "../../src/synth/synthesize-program.js";
import { programDirectory } from "./program-directory.js";
import { programEnv } from "./program-env.js";
import { place } from "./programs/placed.js";

const programs = resolve(import.meta.dirname, "programs");
const source = readFileSync(join(programs, "placed.ts"), "utf8");

/** `file:line:column` of a text in the program. */
function at(text: string): string {
  const index = source.indexOf(text);
  const before = source.slice(0, index).split("\n");
  return `placed.ts:${before.length}:${before.at(-1)!.length + 1}`;
}

const expected = {
  prod: at('cluster("prod")'),
  "prod/made": at("new ApiObject(prod, name"),
  "prod/settings": at("new Settings(prod"),
  "prod/settings/inner": at("new ApiObject(this"),
  "prod/left": at('new ApiObject(prod, "left"'),
  "prod/right": at('new ApiObject(prod, "right"'),
  "prod/apps": at("new Kustomization("),
  "prod/podinfo": at("new HelmApp("),
  "prod/podinfo/source": at("new HelmApp("),
  "prod/podinfo/release": at("new HelmApp("),
};

/** Compiles the program of a directory to another one, with maps in files beside the code. */
function compile(from: string, to: string, map: object): void {
  const compilerOptions = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022, sourceMap: true };
  mkdirSync(join(from, to));
  for (const name of ["placed", "placed-main"]) {
    const text = readFileSync(join(from, `${name}.ts`), "utf8");
    const made = ts.transpileModule(text, { compilerOptions, fileName: `${name}.ts` });
    writeFileSync(join(from, to, `${name}.js`), made.outputText);
    const whole = JSON.stringify({ ...JSON.parse(made.sourceMapText!), ...map });
    writeFileSync(join(from, to, `${name}.js.map`), whole);
  }
}

interface Made {
  make(scope: unknown, type: unknown, named: { readonly name: string }): ApiObject;
}

describe("the place of a construct is its statement in the source", () => {
  it("when a test runner translated the program", () => {
    const app = new FleetApp();
    place(app);
    const places = app.node
      .findAll()
      .filter((construct) => construct !== app)
      .map((construct) => {
        const { file, line, column } = new ProgramOrigin(construct, programs).locate();
        return [construct.node.path, `${file}:${line}:${column}`];
      });
    expect(Object.fromEntries(places)).toEqual(expected);
  });

  it.each([
    ["jiti runs the program, with its cache", "jiti placed-main.ts", { JITI_FS_CACHE: "true" }],
    ["jiti runs the program, without its cache", "jiti placed-main.ts", { JITI_FS_CACHE: "false" }],
    ["tsx runs the program", "tsx placed-main.ts", {}],
    ["Node runs the program with tsx", "node --import tsx placed-main.ts", {}],
    ["Node runs the compiled program", "node build/placed-main.js", {}],
    ["Node runs the compiled program, whose maps have a root", "node rooted/placed-main.js", {}],
    [
      "Node runs the compiled program and reads its maps",
      "node --enable-source-maps build/placed-main.js",
      {},
    ],
  ])("when %s", async (_how, command, variables) => {
    const directory = programDirectory(command);
    try {
      writeFileSync(join(directory.path, "package.json"), '{ "type": "module" }');
      compile(directory.path, "build", { sources: ["../placed.ts"] });
      compile(directory.path, "rooted", { sourceRoot: "..", sources: ["placed.ts"] });
      const env = { ...programEnv(), ...variables };
      const { diagnostics } = await synthesizeProgram({ cwd: directory.path, env, log: () => {} });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const record = readSynthRecord(directoryTree(join(directory.path, "fleet")));
      const objects = Object.values(record!.files).flatMap((file) => file.objects);
      const { prod: _prod, "prod/settings": _settings, "prod/podinfo": _podinfo, ...ofObjects } = expected;
      expect(Object.fromEntries(objects.map(({ construct, at }) => [construct, at]))).toEqual(ofObjects);
    } finally {
      directory.remove();
    }
  });

  it.each([
    ["in a file beside it", { sourceMap: true }],
    ["in the code itself", { inlineSourceMap: true }],
  ])("when compiled code runs that has its map %s", async (_where, how) => {
    const directory = mkdtempSync(join(tmpdir(), "fluxwright-"));
    try {
      const text = [
        "interface Named { readonly name: string }",
        "",
        "export const make = (scope: unknown, ApiObject: any, named: Named): unknown => {",
        '  type Kind = "ConfigMap";',
        '  const kind: Kind = "ConfigMap"; return (new ApiObject(scope, named.name, { apiVersion: "v1", kind })) as unknown;',
        "};",
      ].join("\n");
      const compilerOptions = { ...how, module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
      const made = ts.transpileModule(text, { compilerOptions, fileName: "make.cts" });
      writeFileSync(join(directory, "make.cts"), text);
      writeFileSync(join(directory, "make.cjs"), made.outputText);
      if (made.sourceMapText) writeFileSync(join(directory, "make.cjs.map"), made.sourceMapText);
      // Required, so that Node runs the code as it is and the test runner does not translate it.
      const { make } = createRequire(import.meta.url)(join(directory, "make.cjs")) as Made;
      const object = make(new FleetApp().cluster("prod"), ApiObject, { name: "made" });
      expect(new ProgramOrigin(object, directory).locate()).toEqual({
        file: "make.cts",
        line: 5,
        column: 43,
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
