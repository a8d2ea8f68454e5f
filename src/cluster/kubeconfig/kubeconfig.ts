import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { asArray, asObject, asString, isJsonObject, type JsonObject } from "../../objects/json.js";

/** A named entry of a kubeconfig, with the directory that its relative paths start from. */
export interface KubeconfigEntry {
  readonly name: string;
  readonly value: JsonObject;
  /** The file that the entry was read from; absent for a config given as a value. */
  readonly file?: string;
}

/** One or several kubeconfig files, merged. Field names inside the entries are those of the files. */
export interface Kubeconfig {
  readonly currentContext?: string;
  readonly clusters: readonly KubeconfigEntry[];
  readonly contexts: readonly KubeconfigEntry[];
  readonly users: readonly KubeconfigEntry[];
}

/** No entries at all. */
const emptyKubeconfig: Kubeconfig = { clusters: [], contexts: [], users: [] };

/** Reads the shape of a kubeconfig from its parsed document. */
export function kubeconfigOf(document: unknown, file?: string): Kubeconfig {
  if (document === null || document === undefined) return emptyKubeconfig;
  if (!isJsonObject(document)) {
    throw new FluxwrightError(
      "usage",
      `${file ?? "The kubeconfig"} is not a kubeconfig: no mapping at its top`,
    );
  }
  const current = asString(document["current-context"]);
  return {
    ...(current ? { currentContext: current } : {}),
    clusters: entries(document.clusters, "cluster", file),
    contexts: entries(document.contexts, "context", file),
    users: entries(document.users, "user", file),
  };
}

function entries(list: unknown, key: string, file: string | undefined): KubeconfigEntry[] {
  return asArray(list).flatMap((item) => {
    const entry = asObject(item);
    const name = asString(entry.name);
    if (name === undefined) return [];
    return [{ name, value: asObject(entry[key]), ...(file === undefined ? {} : { file }) }];
  });
}

/**
 * Merges as kubectl does: the first file that names an entry, or a current context, wins.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files
 */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const current = configs.find((config) => config.currentContext !== undefined)?.currentContext;
  const merge = (part: "clusters" | "contexts" | "users"): KubeconfigEntry[] => {
    const byName = new Map<string, KubeconfigEntry>();
    for (const entry of configs.flatMap((config) => config[part])) {
      if (!byName.has(entry.name)) byName.set(entry.name, entry);
    }
    return [...byName.values()];
  };
  return {
    ...(current === undefined ? {} : { currentContext: current }),
    clusters: merge("clusters"),
    contexts: merge("contexts"),
    users: merge("users"),
  };
}
