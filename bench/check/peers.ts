import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const KUBECONFORM = "github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0";
const cache = resolve(import.meta.dirname, "../../node_modules/.cache/fluxwright-bench");

/** A program to compare with, or one line that says why there is none. */
export type Peer = { readonly program: string } | { readonly missing: string };

/** kubeconform: the one in PATH, else built from its Go module, once, into a folder below `node_modules/.cache`. */
export function findKubeconform(): Peer {
  if (isInstalled("kubeconform", "-v")) return { program: "kubeconform" };
  const program = join(cache, "kubeconform");
  if (existsSync(program)) return { program };
  if (!isInstalled("go", "version"))
    return { missing: "kubeconform is not installed, nor is Go to build it" };
  console.log(`building ${KUBECONFORM} …`);
  try {
    const env = { ...process.env, GOBIN: cache, GOFLAGS: "-buildvcs=false", CGO_ENABLED: "0" };
    execFileSync("go", ["install", KUBECONFORM], { env, stdio: ["ignore", "ignore", "pipe"] });
    return { program };
  } catch (error) {
    return { missing: `kubeconform could not be built: ${lastLineOf(error)}` };
  }
}

/**
 * flux: the one in PATH. `go install` cannot build it, since its module lacks the manifests that its `go:embed`
 * names, which its makefile downloads.
 */
export function findFlux(): Peer {
  if (isInstalled("flux", "--version")) return { program: "flux" };
  return {
    missing: "flux is not installed (its Go module lacks files that it embeds, so Go alone cannot build it)",
  };
}

function isInstalled(program: string, option: string): boolean {
  return spawnSync(program, [option], { stdio: "ignore" }).status === 0;
}

function lastLineOf(error: unknown): string {
  const { stderr } = error as { readonly stderr?: Buffer };
  return stderr?.toString().trim().split("\n").at(-1) || String(error);
}
