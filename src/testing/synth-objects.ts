import type { IConstruct } from "constructs";
import { FleetTree } from "../constructs/fleet-tree.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { KubeObject } from "../objects/kube-object.js";
import { formatLocation } from "../objects/location.js";
import type { BuiltProgram } from "../synth/build-program.js";
import { buildProgram } from "../synth/build-program.js";
import { judgeProgram } from "../synth/judge-program.js";

/**
 * The objects that a construct and what is in it amount to, in the order of the program: what synth would write,
 * without judging or writing it.
 *
 * @throws Error when a value cannot be written, such as a function
 *
 * @example
 * const app = new FleetApp();
 * new GitRepository(app.cluster("prod"), "apps", { interval: "1m", url: "https://github.com/acme/apps" });
 * expect(synthObjects(app)[0]).toMatchObject({ kind: "GitRepository", spec: { interval: "1m" } });
 */
export function synthObjects(construct: IConstruct): KubeObject[] {
  const { files } = build(construct);
  const { path } = construct.node;
  const inside = (other: string | undefined) =>
    path === "" || other === path || other?.startsWith(`${path}/`);
  const located = files.flatMap(({ objects = [] }) => objects);
  return located.filter(({ origin }) => inside(origin.construct)).map(({ object }) => object);
}

/** The text of every file that an app gives, by path: for snapshots. Throws as {@link synthObjects} does. */
export function synthFiles(app: FleetTree): Record<string, string> {
  return Object.fromEntries(build(app).files.map(({ path, text }) => [path, text]));
}

/** What synth finds in an app, in order; with an error among it, synth would write nothing. */
export function synthDiagnostics(app: FleetTree): Diagnostic[] {
  const cwd = process.cwd();
  return judgeProgram(app, buildProgram(app, { cwd }), { cwd });
}

function build(construct: IConstruct): BuiltProgram {
  const { root } = construct.node;
  if (!(root instanceof FleetTree)) throw new Error(`"${construct.node.path}" is not in a FleetApp.`);
  const program = buildProgram(root, { cwd: process.cwd() });
  const [problem] = program.diagnostics.filter(({ severity }) => severity === "error");
  if (problem !== undefined)
    throw new Error(`${formatLocation(problem.at)} ${problem.code}: ${problem.message}`);
  return program;
}
