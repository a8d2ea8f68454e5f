import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { cleanText } from "../../diagnostics/clean-text.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { Environment } from "../environment.js";
import { type Kubeconfig, kubeconfigOf, mergeKubeconfigs } from "./kubeconfig.js";

/**
 * Reads the kubeconfig that kubectl would: the given file, else the list in `KUBECONFIG` (missing files are
 * passed over), else `~/.kube/config`. Without any the result is empty.
 *
 * @throws FluxwrightError `usage` when the given file is missing, or a file is no kubeconfig.
 */
export async function loadKubeconfig(env: Environment, explicit?: string): Promise<Kubeconfig> {
  if (explicit !== undefined) {
    const config = await readOne(explicit);
    if (config === undefined) throw new FluxwrightError("usage", `There is no kubeconfig at ${explicit}`);
    return config;
  }
  const configs = await Promise.all(defaultPaths(env).map(readOne));
  return mergeKubeconfigs(configs.filter((config) => config !== undefined));
}

function defaultPaths(env: Environment): string[] {
  const listed = (env.KUBECONFIG ?? "").split(delimiter).filter((path) => path !== "");
  if (listed.length > 0) return listed;
  const home = env.HOME ?? env.USERPROFILE;
  return home ? [join(home, ".kube", "config")] : [];
}

async function readOne(path: string): Promise<Kubeconfig | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new FluxwrightError("usage", `The kubeconfig ${path} cannot be read`, { cause });
  }
  return kubeconfigOf(await parse(path, text), path);
}

async function parse(path: string, text: string): Promise<unknown> {
  try {
    if (text.trimStart().startsWith("{")) return JSON.parse(text);
    const yaml = await import("yaml");
    return yaml.parse(text, { maxAliasCount: 100 });
  } catch (cause) {
    // The parser's message quotes the line it stumbled over, which may hold a key: only its first line is told.
    const [first = ""] = cleanText((cause as Error).message).split("\n");
    throw new FluxwrightError("usage", `The kubeconfig ${path} cannot be parsed: ${first}`);
  }
}
