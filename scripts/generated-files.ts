import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { CrdFile } from "../src/codegen/crd-source.js";
import { CHECKSUMS, checksumsOf } from "../src/codegen/drift.js";
import type { GeneratedFile } from "../src/codegen/generated-file.js";
import type { KubernetesSource } from "../src/codegen/kubernetes-facts.js";

/** Where the generated files live. */
export const generatedDirectory: string = fileURLToPath(new URL("../src/flux/generated", import.meta.url));

/** Where the facts come from; a directory that is absent leaves what was derived from it as it is. */
export interface SourceDirectories {
  /** CustomResourceDefinitions of Flux: `--crds` or `FLUXWRIGHT_CRDS`. */
  readonly crds: string | undefined;
  /**
   * The Go module k8s.io/kubernetes: `--kubernetes` or `FLUXWRIGHT_KUBERNETES`. `go mod download -json
   * k8s.io/kubernetes@<version>` prints the directory, whose name says the version.
   */
  readonly kubernetes: string | undefined;
}

/** The directories that the arguments, or else the environment, name. */
export function sourceDirectories(argv: readonly string[], env: NodeJS.ProcessEnv): SourceDirectories {
  const options = { crds: { type: "string" }, kubernetes: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...argv], options });
  return {
    crds: values.crds ?? env.FLUXWRIGHT_CRDS,
    kubernetes: values.kubernetes ?? env.FLUXWRIGHT_KUBERNETES,
  };
}

/** What the directories give, together with what is there already of those that are not named. */
export async function generatedFrom(
  { crds, kubernetes }: SourceDirectories,
  present: readonly GeneratedFile[],
): Promise<readonly GeneratedFile[]> {
  // The generators load a compiler, which checksums alone do not need.
  const { generateFlux } = await import("../src/codegen/generate-flux.js");
  const { kubernetesFacts, KUBERNETES_FACTS } = await import("../src/codegen/kubernetes-facts.js");
  const { fluxDocs } = await import("./flux-docs.js");
  const isOfKubernetes = ({ path }: GeneratedFile) => path === KUBERNETES_FACTS;
  const files = [
    ...(crds === undefined
      ? present.filter((file) => !isOfKubernetes(file) && file.path !== CHECKSUMS)
      : generateFlux(readCrdFiles(crds), fluxDocs)),
    ...(kubernetes === undefined
      ? present.filter(isOfKubernetes)
      : [kubernetesFacts(readKubernetes(kubernetes))]),
  ];
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return [...files, checksumsOf(files)];
}

/** Every file in the directory of generated files. */
export function readGeneratedFiles(directory: string): readonly GeneratedFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: relative(directory, file).replaceAll(sep, "/"),
      text: readFileSync(file, "utf8"),
    }));
}

/** The YAML files of a directory, by name. */
export function readCrdFiles(directory: string): readonly CrdFile[] {
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(directory, name), "utf8") }));
}

/** What a release of Kubernetes says of its kinds. */
function readKubernetes(directory: string): KubernetesSource {
  const version = /@(v[\d.]+)/.exec(basename(resolve(directory)))?.[1];
  if (version === undefined) throw new Error(`${directory} does not say its version: kubernetes@v1.2.3`);
  const folder = join(directory, "api/openapi-spec/v3");
  return {
    version,
    openApi: readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
    go: readFileSync(join(directory, "pkg/generated/openapi/zz_generated.openapi.go"), "utf8"),
  };
}
