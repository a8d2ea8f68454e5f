import { existsSync, writeFileSync } from "node:fs";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { Profile } from "../flux/profiles.js";
import type { SynthResult } from "./synth-result.js";

/**
 * What a command asks of the program that it starts. It travels in the environment, as the output directory of cdk8s
 * does: the program is any command, and the environment is what every one of them passes on.
 */
export interface ProgramRequest {
  readonly outDir: string;
  /** Whether `outDir` is a checkout of the fleet's repository: the output lies in it where the program's `root` says. */
  readonly isRepository?: boolean;
  readonly check: boolean;
  readonly profile?: Partial<Profile>;
  readonly ignore?: readonly DiagnosticCode[];
  /** Directory with verdicts of earlier runs. */
  readonly verdicts?: string;
  /** File that the program leaves its answer in. */
  readonly answer: string;
}

/** What the program leaves in the file: a result, or why there is none. */
export type ProgramAnswer =
  | { readonly result: SynthResult }
  | { readonly failure: Pick<FluxwrightError, "reason" | "message" | "hint"> };

/** Name of the variable that holds the request. */
export const requestVariable = "FLUXWRIGHT_REQUEST";

/** The request in an environment, or undefined when the program runs by itself. */
export function findRequest(env: NodeJS.ProcessEnv): ProgramRequest | undefined {
  const text = env[requestVariable];
  return text === undefined ? undefined : (JSON.parse(text) as ProgramRequest);
}

/**
 * Answers a request with what `synthesize` gives, or why it failed. Each program answers once: two apps would remove
 * each other's files.
 */
export function answerRequest(request: ProgramRequest, synthesize: () => SynthResult): void {
  if (existsSync(request.answer)) {
    throw new FluxwrightError("usage", "The program calls synth() more than once.", {
      hint: "Create one FleetApp with all clusters, and call its synth() at the end.",
    });
  }
  writeFileSync(request.answer, JSON.stringify(attempt(synthesize)));
}

function attempt(synthesize: () => SynthResult): ProgramAnswer {
  try {
    return { result: synthesize() };
  } catch (error) {
    if (!(error instanceof FluxwrightError)) throw error;
    const { reason, message, hint } = error;
    return { failure: { reason, message, hint } };
  }
}
