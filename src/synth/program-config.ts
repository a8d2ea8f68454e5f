import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { asObject } from "../objects/json.js";

/** Name of the file that says how a program is run; the one of cdk8s. */
export const programConfigFile = "cdk8s.yaml";

/** What the file says. */
export interface ProgramConfig {
  /** Command that runs the program. */
  readonly app: string;
  /** Output directory, relative to the file. */
  readonly output: string;
}

/**
 * Reads the `cdk8s.yaml` of a directory: `app`, and `output` (`dist` when absent, as in cdk8s).
 *
 * @see https://cdk8s.io/docs/latest/cli/cdk8s-yaml/
 *
 * @throws FluxwrightError `usage` where there is none, or it names no command
 */
export function readProgramConfig(directory: string): ProgramConfig {
  const path = join(directory, programConfigFile);
  if (!existsSync(path)) {
    throw new FluxwrightError("usage", `There is no ${programConfigFile} in ${directory}.`, {
      hint: 'Run "fluxwright init" for a new fleet, or go to the directory of an existing one.',
    });
  }
  const { app, output = "dist" } = asObject(parseConfig(path));
  if (typeof app === "string" && typeof output === "string") return { app, output };
  throw new FluxwrightError("usage", `${path} does not say how the program is run.`, {
    hint: 'Name the command: "app: npx jiti main.ts".',
  });
}

/**
 * The directory of the program that writes an output: the nearest one above the output that has a `cdk8s.yaml`, else
 * the one given. Whoever has the output can find it the same way, and it does not change with where synth is started.
 */
export function programRoot(outDir: string, otherwise: string): string {
  for (let at = resolve(outDir); ; at = dirname(at)) {
    if (existsSync(join(at, programConfigFile))) return at;
    if (at === dirname(at)) return otherwise;
  }
}

function parseConfig(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new FluxwrightError("usage", `${path} is not YAML.`, { cause });
  }
}
