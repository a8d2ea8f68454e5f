import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { suggestion } from "../../diagnostics/did-you-mean.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { asString, type JsonObject } from "../../objects/json.js";
import type { Kubeconfig, KubeconfigEntry } from "./kubeconfig.js";

/** How the server is to be trusted. */
interface TlsTrust {
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string;
  /** The name to ask for and to verify, where it is not the host of the URL. */
  readonly serverName?: string;
  /** The kubeconfig asks for no verification. Only obeyed together with the caller's own consent. */
  readonly insecure: boolean;
}

/** An API server, and as whom to talk to it: one context of a kubeconfig, with nothing left to look up. */
export interface ClusterTarget {
  readonly context: string;
  /** Whether the caller named the context, the kubeconfig's current one was taken, or the Pod's own account. */
  readonly chosen: "named" | "current" | "in-cluster";
  readonly server: URL;
  /** The context's namespace; `default` where it has none. */
  readonly namespace: string;
  readonly tls: TlsTrust;
  readonly proxyUrl?: string;
  readonly cluster: KubeconfigEntry;
  readonly user: KubeconfigEntry;
}

/**
 * The target of a context: the named one, else the current one.
 *
 * @throws FluxwrightError `usage` when the context, its cluster or its user is not there.
 */
export async function targetOf(config: Kubeconfig, name?: string): Promise<ClusterTarget> {
  const context = getEntry(config.contexts, "context", name ?? config.currentContext);
  const cluster = getEntry(config.clusters, "cluster", asString(context.value.cluster));
  const userName = asString(context.value.user);
  const user = userName ? getEntry(config.users, "user", userName) : { name: "", value: {} };
  const ca = await dataOrFile(cluster, "certificate-authority");
  const serverName = asString(cluster.value["tls-server-name"]);
  const proxyUrl = asString(cluster.value["proxy-url"]);
  return {
    context: context.name,
    chosen: name === undefined ? "current" : "named",
    server: serverUrl(cluster),
    namespace: asString(context.value.namespace) || "default",
    tls: {
      insecure: cluster.value["insecure-skip-tls-verify"] === true,
      ...(ca === undefined ? {} : { ca }),
      ...(serverName ? { serverName } : {}),
    },
    ...(proxyUrl ? { proxyUrl } : {}),
    cluster,
    user,
  };
}

function getEntry(list: readonly KubeconfigEntry[], what: string, name: string | undefined): KubeconfigEntry {
  const names = list.map((entry) => entry.name);
  const known = names.length === 0 ? "it names none" : `it names ${names.slice(0, 20).join(", ")}`;
  if (!name) {
    throw new FluxwrightError("usage", `The kubeconfig does not say which ${what} to use; ${known}`, {
      hint: "Name a context with --context.",
    });
  }
  const found = list.find((entry) => entry.name === name);
  if (found !== undefined) return found;
  throw new FluxwrightError(
    "usage",
    `The kubeconfig has no ${what} "${name}"; ${known}.${suggestion(name, names)}`,
  );
}

function serverUrl(cluster: KubeconfigEntry): URL {
  const text = asString(cluster.value.server) ?? "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["https:", "http:"].includes(url.protocol)) {
    throw new FluxwrightError("usage", `The cluster "${cluster.name}" has no usable server URL: "${text}"`);
  }
  return url;
}

/** The path in an entry, from its kubeconfig's directory. */
export function pathIn(entry: KubeconfigEntry, path: string): string {
  return isAbsolute(path) || entry.file === undefined ? path : resolve(dirname(entry.file), path);
}

/** The text of `<key>-data` (base64), or of the file that `<key>` names; data wins, as in kubectl. */
export async function dataOrFile(
  entry: KubeconfigEntry,
  key: string,
  value: JsonObject = entry.value,
): Promise<string | undefined> {
  const data = asString(value[`${key}-data`]);
  if (data) return Buffer.from(data, "base64").toString("utf8");
  const path = asString(value[key]);
  if (!path) return undefined;
  try {
    return await readFile(pathIn(entry, path), "utf8");
  } catch (cause) {
    throw new FluxwrightError("usage", `"${entry.name}" in the kubeconfig: ${key} cannot be read: ${path}`, {
      cause,
    });
  }
}
