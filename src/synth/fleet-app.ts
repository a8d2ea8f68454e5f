import { join } from "node:path";
import type { FleetTreeOptions } from "../constructs/fleet-tree.js";
import { FleetTree } from "../constructs/fleet-tree.js";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { Profile } from "../flux/profiles.js";
import { formatLocation } from "../objects/location.js";
import { buildProgram } from "./build-program.js";
import type { ProgramRequest } from "./program-request.js";
import { answerRequest, findRequest } from "./program-request.js";
import type { SynthResult } from "./synth-result.js";
import { isSynthesized } from "./synth-result.js";
import { synthesize } from "./synthesize.js";

/** What holds for a fleet, and how it is judged. */
export interface FleetAppOptions extends FleetTreeOptions {
  /** For which Flux the fleet is judged; default the newest, or what a FluxInstance in the fleet says. */
  readonly profile?: Partial<Profile>;
  /**
   * Codes of findings to accept in the whole fleet. To accept one in one place, write
   * `// fluxwright-ignore <code>: <reason>` above the statement.
   */
  readonly ignore?: readonly DiagnosticCode[];
}

/**
 * A fleet: the clusters of a program. Plain cdk8s works inside, and `cdk8s synth` writes the same bytes.
 *
 * @example
 * const app = new FleetApp();
 * const prod = app.cluster("prod", { path: "clusters/prod" });
 * const repo = new GitRepository(prod, "apps", { interval: "1m", url: "https://github.com/acme/apps", ref: { branch: "main" } });
 * new Kustomization(prod, "apps", { interval: "10m", sourceRef: repo, path: "./apps", prune: true });
 * app.synth();
 */
export class FleetApp extends FleetTree {
  readonly #options: FleetAppOptions;

  constructor(options: FleetAppOptions = {}) {
    super(options);
    this.#options = options;
  }

  /**
   * Builds, judges and writes the fleet: where the command that started the program says, else to `outdir`.
   *
   * @throws FluxwrightError `invalid` with every error found; nothing is written then. Under `fluxwright synth` the
   * command reports the findings instead.
   */
  override synth(): void {
    const request = findRequest(process.env);
    if (request !== undefined) answerRequest(request, () => this.#run(request));
    else refuseErrors(this.#run({ outDir: this.outdir, check: false }));
  }

  /** The objects of the fleet as one YAML text: neither judged nor written, and without committed image tags. */
  override synthYaml(): string {
    const { files } = buildProgram(this, { cwd: process.cwd() });
    return files.flatMap(({ text, objects }) => (objects === undefined ? [] : [text])).join("---\n");
  }

  #run({
    profile,
    ignore = [],
    isRepository = false,
    ...request
  }: Omit<ProgramRequest, "answer">): SynthResult {
    const outDir = isRepository ? join(request.outDir, this.root) : request.outDir;
    const given = { ...this.#options.profile, ...profile };
    const accepted = [...(this.#options.ignore ?? []), ...ignore];
    return synthesize(this, { ...request, outDir, cwd: process.cwd(), profile: given, ignore: accepted });
  }
}

function refuseErrors(result: SynthResult): void {
  if (isSynthesized(result)) return;
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  throw new FluxwrightError("invalid", `The fleet has errors:\n${errors.map(describe).join("\n")}`, {
    hint: "Correct them; nothing was written.",
  });
}

function describe({ at, code, message, hint }: Diagnostic): string {
  return `  ${formatLocation(at)} ${code}: ${message}${hint === undefined ? "" : ` ${hint}`}`;
}
