import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepareArtifactStorage } from "./artifact-storage.js";
import { CRDS_DIR, collectCrds } from "./crds.js";
import { findGoVersion, getGoVersion, runGo } from "./go.js";
import { KWOK_STAGES_FILE, writeKwokStages } from "./kwok-stages.js";
import { formatDuration } from "./lab-error.js";
import { BIN_DIR, LAB_DIR, programPath } from "./paths.js";
import { type GoModule, KUBERNETES_VERSION, PROGRAMS, type Program } from "./versions.js";

const STAMPS_FILE = join(BIN_DIR, "built.json");

/** One thing to build. */
interface Step {
  readonly name: string;
  /** Stands for everything that the output depends on. */
  readonly key: string;
  readonly output: string;
  run(): Promise<void>;
}

/**
 * Builds what is missing: the programs, the CustomResourceDefinitions and kwok's stages. A step is skipped when its
 * output is there and its go.mod, its go.sum and the version of Go are those of the last time.
 *
 * @param print is given one line for each step, with the time it took.
 * @throws LabError when something has to be built and Go is missing or too old, or when a build fails.
 */
export async function buildLab(print: (line: string) => void): Promise<void> {
  const start = Date.now();
  const stamps = readStamps();
  const missing = allSteps().filter((step) => stamps[step.name] !== step.key || !existsSync(step.output));
  if (missing.length === 0) return;
  const version = getGoVersion();
  mkdirSync(BIN_DIR, { recursive: true });
  print(`lab: ${version} builds ${missing.map((step) => step.name).join(", ")}`);
  print("lab: with nothing in Go's caches this takes ten to twenty minutes on two cores, later under two");
  for (const [index, step] of missing.entries()) {
    const stepStart = Date.now();
    await step.run();
    stamps[step.name] = step.key;
    writeFileSync(STAMPS_FILE, `${JSON.stringify(stamps, null, 2)}\n`);
    print(`lab: ${index + 1}/${missing.length} ${step.name}, ${formatDuration(Date.now() - stepStart)}`);
  }
  print(`lab: everything is built, ${formatDuration(Date.now() - start)}`);
}

function allSteps(): readonly Step[] {
  const programs = PROGRAMS.map((program) => ({
    name: program.name,
    key: moduleKey(program.goModule),
    output: programPath(program.name),
    run: () => buildProgram(program),
  }));
  return [
    ...programs,
    {
      name: "crds",
      key: `${moduleKey("gomod")}-${moduleKey("gomod/crds")}`,
      output: CRDS_DIR,
      run: async () => collectCrds(),
    },
    {
      name: "kwok-stages",
      key: moduleKey("gomod"),
      output: KWOK_STAGES_FILE,
      run: async () => writeKwokStages(),
    },
  ];
}

function moduleKey(goModule: GoModule): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(LAB_DIR, goModule, file)));
  return hash
    .update(findGoVersion() ?? "")
    .digest("hex")
    .slice(0, 16);
}

function readStamps(): Record<string, string> {
  if (!existsSync(STAMPS_FILE)) return {};
  return JSON.parse(readFileSync(STAMPS_FILE, "utf8")) as Record<string, string>;
}

async function buildProgram(program: Program): Promise<void> {
  if (program.goModule === "gomod" || program.goModule === "gomod/image") prepareArtifactStorage();
  const flags = program.goModule === "gomod" ? ["-s", "-w", ...kubernetesVersionFlags()] : ["-s", "-w"];
  const output = programPath(program.name);
  await runGo(program.goModule, ["build", "-ldflags", flags.join(" "), "-o", output, program.package]);
}

/** Without these the API server calls itself v0.0.0-master. */
function kubernetesVersionFlags(): readonly string[] {
  const [major, minor] = KUBERNETES_VERSION.slice(1).split(".");
  const base = "k8s.io/component-base/version";
  return [
    `-X ${base}.gitVersion=${KUBERNETES_VERSION}`,
    `-X ${base}.gitMajor=${major}`,
    `-X ${base}.gitMinor=${minor}`,
    `-X ${base}.gitTreeState=clean`,
    `-X k8s.io/client-go/pkg/version.gitVersion=${KUBERNETES_VERSION}`,
  ];
}
